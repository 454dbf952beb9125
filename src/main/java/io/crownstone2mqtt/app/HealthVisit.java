package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.ops.BridgeIdentity;
import io.crownstone2mqtt.ops.HealthAnswer;
import io.crownstone2mqtt.ops.RunningBridges;
import io.crownstone2mqtt.ops.SocketPlaces;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The command {@code health}. Reads only what it needs of the configuration: the passwords of others are none of its business. */
record HealthVisit(Function<@Nullable Path, HealthSettings> source, ServiceEnvironment service, Console console)
        implements HealthRunner {
    @Override
    public int run(@Nullable Path named) {
        HealthAnswer answer = HealthAnswer.of(bridges(service, source.apply(named)));
        if (answer.healthy()) {
            console.print(answer.line());
            return ExitCode.SUCCESS;
        }
        console.complain(answer.line());
        return ExitCode.FAILED;
    }

    static RunningBridges bridges(ServiceEnvironment service, HealthSettings settings) {
        return RunningBridges.find(places(service), identity(settings));
    }

    static SocketPlaces places(ServiceEnvironment service) {
        return SocketPlaces.of(service.runtimeDirectory(), service.userDirectory());
    }

    static BridgeIdentity identity(HealthSettings settings) {
        return new BridgeIdentity(settings.broker(), settings.clientId(), settings.baseTopic());
    }
}
