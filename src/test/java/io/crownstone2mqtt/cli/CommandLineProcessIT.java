package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The commands as processes: what really arrives on standard output and standard error. */
class CommandLineProcessIT {
    private final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 10));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended run(String password, String logLevel, String... args) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dlogback.configurationFile=");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.crownstone2mqtt.cli.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString());
        builder.environment().put("CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString());
        builder.environment().put("CROWNSTONE_EMAIL", DemoHome.EMAIL);
        builder.environment().put("CROWNSTONE_PASSWORD", password);
        builder.environment().put("CROWNSTONE2MQTT_LOG_LEVEL", logLevel);
        return end(builder);
    }

    private Ended end(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void writesItsResultAndNothingElse() throws Exception {
        Ended ended = run(DemoHome.PASSWORD, "INFO", "list", "crownstones", "--json");

        assertThat(ended.err()).isEmpty();
        assertThat(JsonMapper.shared().readTree(ended.out()).path("crownstones"))
                .hasSize(10);
        assertThat(ended.out()).doesNotContain("\u001b");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Ended ended = run("wrong", "INFO", "keys");

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("crownstone2mqtt: the Crownstone cloud does not accept")
                .hasLineCount(1);
        assertThat(ended.exitCode()).isEqualTo(77);
    }

    @Test
    void writesLogLinesToStandardErrorWhenAskedForWithoutAnySecret() throws Exception {
        Ended ended = run(DemoHome.PASSWORD, "TRACE", "keys");

        String token = JsonMapper.shared()
                .readTree(ended.out())
                .get(0)
                .path("authorization_token")
                .asString();
        assertThat(ended.err())
                .contains("DEBUG")
                .doesNotContain(DemoHome.EMAIL)
                .doesNotContain("89e495e7941cf9e40e6980d14a16bf023ccd4c91")
                .doesNotContain(token)
                .doesNotContainPattern("[A-Za-z0-9]{32}");
        assertThat(token).hasSize(64);
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void completesInBash() throws Exception {
        Path script = folder.resolve("completion.sh");
        Files.writeString(script, run(DemoHome.PASSWORD, "INFO", "completion").out());
        String ask = "compopt() { :; }; source " + script
                + "; complete_for() { COMP_WORDS=(crownstone2mqtt \"$@\"); COMP_CWORD=$#;"
                + " COMP_LINE=\"crownstone2mqtt $*\"; COMPREPLY=(); _complete_crownstone2mqtt; echo \"${COMPREPLY[@]}\"; };"
                + " complete_for s; complete_for switch --s; complete_for list c";

        Ended ended = end(new ProcessBuilder("bash", "-c", ask));

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().map(String::strip))
                .containsExactly("setup switch", "--scene --sphere", "crownstones");
    }
}
