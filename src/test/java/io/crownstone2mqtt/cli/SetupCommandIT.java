package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.runtime.Faults;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfMosquitto
class SetupCommandIT {
    private static final String SECRET = "sec\"ret ${x} # ü";

    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(2, 5));
    private final MosquittoBroker broker =
            MosquittoBroker.with().passwords(Map.of("bridge", SECRET)).open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        terminal.close();
        broker.close();
    }

    private Path file() {
        return folder.resolve("application.conf");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** What stands in the file alone. */
    private Settings written() {
        return SettingsLoader.load(file(), Map.of());
    }

    private int code;
    private String said = "";

    /** Types those lines, one for each question; then the terminal ends. */
    private void type(String... lines) {
        Queue<String> typed = new ArrayDeque<>(List.of(lines));
        StringWriter out = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(out, true), false);
        Map<String, String> environment = Map.of(
                "CROWNSTONE_CLOUD_URL", terminal.cloud.apiUrl().toString(),
                "CROWNSTONE_EVENTS_URL", terminal.cloud.eventsUrl().toString());
        CommandContext context = new CommandContext(
                new GivenConfiguration(null, environment),
                console,
                new Prompt() {
                    @Override
                    public @Nullable String ask(String question) {
                        out.append(question).append('\n');
                        return typed.poll();
                    }
                },
                new ServiceEnvironment(null, null, folder),
                new Faults());
        code = new Program(new CommandFactory(context), console).run("setup", "--config", file().toString());
        said = out.toString();
    }

    @Test
    void asksTriesAndWrites() throws IOException {
        type(
                DemoHome.EMAIL,
                "wrong",
                "y",
                DemoHome.EMAIL,
                DemoHome.PASSWORD,
                "7",
                "1",
                broker.url().toString(),
                "bridge",
                SECRET);

        assertThat(said)
                .contains("does not accept", "Answer again?", "give numbers from 1 to 2", "crownstone2mqtt run");
        assertThat(code).isZero();
        assertThat(said).doesNotContain("sec\"ret");
        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(written().cloud().spheres().include()).hasSize(1);
        assertThat(written().mqtt().username()).isEqualTo("bridge");
        assertThat(Objects.requireNonNull(written().mqtt().password()).reveal()).isEqualTo(SECRET);
        assertThat(written().cloud().accounts()).hasSize(1);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file());
        }
    }

    @Test
    void endsWithoutAFileWhereTheTerminalEnds() {
        type(DemoHome.EMAIL, "wrong");
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(file()).doesNotExist();

        type(DemoHome.EMAIL, "wrong", "n");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(file()).doesNotExist();
    }

    @Test
    void doesNotWriteOverAFileWithoutAsking() throws IOException {
        Files.writeString(file(), "mine");
        type("n");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(Files.readString(file())).isEqualTo("mine");
        assertThat(environment("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(Files.readString(file())).isEqualTo("mine");
    }

    private int environment(String... arguments) {
        terminal.environment.put("MQTT_URL", broker.url().toString());
        terminal.environment.put("MQTT_USERNAME", "bridge");
        terminal.environment.putIfAbsent("MQTT_PASSWORD", SECRET);
        return terminal.run(arguments).exitCode();
    }

    @Test
    void takesTheEnvironmentForScripts() throws IOException {
        assertThat(environment("setup", "--from-environment", "--config", file().toString()))
                .isZero();

        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(written().cloud().url()).isEqualTo(terminal.cloud.apiUrl());
        assertThat(written().mqtt().url()).isEqualTo(broker.url());
        assertThat(terminal.run("check", "--config", file().toString()).exitCode())
                .isZero();
    }

    @Test
    void writesNothingWhereTheEnvironmentIsWrong() {
        terminal.environment.put("MQTT_PASSWORD", "wrong");
        assertThat(environment("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.REJECTED);
        terminal.environment.remove("CROWNSTONE_EMAIL");
        assertThat(environment("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(file()).doesNotExist();
    }

    /** {@code script} of util-linux gives the command a terminal of its own, and writes down all that it shows. */
    @Test
    void showsNoPasswordOnARealTerminal() throws Exception {
        Path shown = folder.resolve("shown");
        String command = "%s -cp '%s' -Dlogback.configurationFile= io.crownstone2mqtt.cli.Main setup --config '%s'"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        file());
        ProcessBuilder builder = new ProcessBuilder("script", "-q", "-f", "-e", "-c", command, shown.toString())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "CROWNSTONE_CLOUD_URL", terminal.cloud.apiUrl().toString(),
                        "CROWNSTONE_EVENTS_URL", terminal.cloud.eventsUrl().toString(),
                        "XDG_RUNTIME_DIR", folder.toString(),
                        "LC_ALL", "C.UTF-8"));
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        List<String[]> dialogue = List.of(
                new String[] {"E-mail address of the Crownstone account: ", DemoHome.EMAIL},
                new String[] {"Password: ", DemoHome.PASSWORD},
                new String[] {"[all]: ", ""},
                new String[] {"MQTT broker [", broker.url().toString()},
                new String[] {"User name at the broker [none]: ", "bridge"},
                new String[] {"Password at the broker: ", SECRET});
        try {
            for (String[] each : dialogue) {
                await(each[0])
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Files.exists(shown)
                                && Files.readString(shown, StandardCharsets.ISO_8859_1)
                                        .contains(each[0]));
                process.getOutputStream().write((each[1] + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(shown, StandardCharsets.UTF_8))
                .contains(DemoHome.EMAIL, "Written: ")
                .doesNotContain("Password: " + DemoHome.PASSWORD)
                .doesNotContain("sec\"ret");
        assertThat(written().mqtt().username()).isEqualTo("bridge");
    }
}
