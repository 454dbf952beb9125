package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.runtime.Faults;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatedHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The whole command line against a simulated cloud, in this process. */
public final class TerminalFixture implements AutoCloseable {
    static {
        hideOtherBridges();
    }

    final SimulatedCloud cloud;
    final Map<String, String> environment;
    private @Nullable Path file;

    @Nullable
    Path runtimeDirectory;

    /** What is typed when a command asks; null for no terminal. */
    @Nullable
    String answer;

    final List<String> questions = new ArrayList<>();

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    /** Commands ask every bridge of the machine, by its socket: those of other tests and of a developer are not meant. */
    private static void hideOtherBridges() {
        try {
            Path own = Path.of(
                    "target", "sockets", Long.toString(ProcessHandle.current().pid()));
            System.setProperty(
                    "java.io.tmpdir",
                    Files.createDirectories(own).toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TerminalFixture(SimulatedHome home) {
        cloud = SimulatedCloud.start(home);
        environment = new HashMap<>(Map.of(
                "CROWNSTONE_CLOUD_URL",
                cloud.apiUrl().toString(),
                "CROWNSTONE_EVENTS_URL",
                cloud.eventsUrl().toString(),
                "CROWNSTONE_EMAIL",
                DemoHome.EMAIL,
                "CROWNSTONE_PASSWORD",
                DemoHome.PASSWORD));
    }

    TerminalFixture() {
        this(DemoHome.create(1, 10));
    }

    TerminalFixture broker(URI url) {
        environment.put("MQTT_URL", url.toString());
        return this;
    }

    TerminalFixture file(Path configuration) {
        file = configuration;
        return this;
    }

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
        Prompt question = asked -> {
            questions.add(asked);
            return answer;
        };
        CommandContext context = new CommandContext(
                new GivenConfiguration(file, environment),
                console,
                question,
                new ServiceEnvironment(null, null, runtimeDirectory),
                new Faults());
        int exitCode = new Program(new CommandFactory(context), console).run(args);
        Result result = new Result(exitCode, lines(out), lines(err));
        demandNoSecret(result, args);
        return result;
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** Of all commands: the account and its password stay private. */
    private static void demandNoSecret(Result result, String... args) {
        String all = result.out() + result.err();
        Assertions.assertThat(all)
                .doesNotContain(DemoHome.EMAIL)
                .doesNotContain(DemoHome.MEMBER_EMAIL)
                .doesNotContain(DemoHome.GUEST_EMAIL)
                .doesNotContain("89e495e7941cf9e40e6980d14a16bf023ccd4c91");
        if (!List.of(args).contains("keys")) {
            Assertions.assertThat(all).doesNotContainPattern("[A-Za-z0-9]{32}");
        }
    }

    @Override
    public void close() {
        cloud.close();
    }
}
