package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.ops.HealthAnswer;
import io.crownstone2mqtt.ops.HealthPlaces;
import io.crownstone2mqtt.ops.LocalPage;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The command {@code health}. Reads only what it needs of the configuration: the passwords of others are none of its business. */
record HealthVisit(Function<@Nullable Path, HealthSettings> source, ServiceEnvironment service, Console console)
        implements HealthRunner {
    @Override
    public int run(@Nullable Path named) {
        HealthSettings settings = source.apply(named);
        Settings.Http http = settings.http();
        HealthAnswer answer = http.enabled() && http.port() != 0
                ? HealthAnswer.of(page(http, "/readyz"))
                : HealthAnswer.of(
                        places(service, settings), InstantSource.system().instant());
        if (answer.healthy()) {
            console.print(answer.line());
            return ExitCode.SUCCESS;
        }
        console.complain(answer.line());
        return ExitCode.FAILED;
    }

    static HealthPlaces places(ServiceEnvironment service, HealthSettings settings) {
        return HealthPlaces.of(service.runtimeDirectory(), settings.clientId(), settings.baseTopic());
    }

    /** Where it listens for all, it answers on loopback. */
    static LocalPage page(Settings.Http http, String path) {
        String host = switch (http.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            case String other -> other.contains(":") && !other.startsWith("[") ? "[" + other + "]" : other;
        };
        return new LocalPage(URI.create("http://" + host + ":" + http.port() + path), login(http));
    }

    private static @Nullable String login(Settings.Http http) {
        return http.username() == null || http.password() == null
                ? null
                : http.username() + ":" + http.password().reveal();
    }
}
