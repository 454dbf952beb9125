package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(HiveMqExtension.class)
class CheckIT {
    private static final String NOBODY = "mqtt://127.0.0.1:1";

    private final TerminalFixture terminal = new TerminalFixture();

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void saysThatAllIsWell(HiveMqBroker broker) {
        Map<String, String> before = TestClient.retained(broker.url());

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Golden.assertSame("check-well.txt", result.out());
        assertThat(TestClient.retained(broker.url())).isEqualTo(before);
        assertThat(terminal.cloud.aliveTokens()).isZero();
        assertThat(terminal.cloud.switchCommands()).isEmpty();
    }

    @Test
    void goesOnWithTheBrokerWhenThePasswordIsWrong(HiveMqBroker broker) {
        terminal.environment.put("CROWNSTONE_PASSWORD", "another");

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(result.err())
                .isEqualTo("crownstone2mqtt: 1 of 10 steps failed (login): each line says what to do\n");
        Golden.assertSame("check-password.txt", result.out());
        assertThat(terminal.cloud.logins()).hasSize(1);
    }

    @Test
    void endsWith69WhenNothingIsReachable() {
        terminal.environment.put("CROWNSTONE_CLOUD_URL", "http://127.0.0.1:1/api");

        Result result = terminal.broker(URI.create(NOBODY)).run("check");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        Golden.assertSame("check-away.txt", result.out());
    }

    @Test
    void tellsThatTheEventStreamDoesNotBegin(HiveMqBroker broker) {
        terminal.cloud.faults().stream().refuseConnections(true);

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.err()).contains("(event stream)");
        assertThat(result.out()).containsPattern("(?m)^FAIL  event stream .*: .*$");
    }

    @Test
    void tellsThatTheSpheresCannotBeRead(HiveMqBroker broker) {
        terminal.cloud.faults().failAll("/spheres", Failure.unavailable());

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.out()).containsPattern("(?m)^FAIL  spheres .*$");
    }

    @Test
    void checksEachAccount(HiveMqBroker broker, @TempDir Path folder) throws IOException {
        terminal.file(ListCommandIT.accounts(folder, DemoHome.GUEST_EMAIL, DemoHome.PASSWORD));

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.exitCode()).isZero();
        Golden.assertSame("check-accounts.txt", result.out());
    }

    @Test
    void tellsThatNobodyCanCarryOutCommands(HiveMqBroker broker) {
        var sphere = terminal.cloud.home().sphere("Home");
        sphere.hub("Hub in the hallway").remove();
        sphere.users().forEach(sphere::exit);

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern(
                        "(?m)^note  switching  +Home: nobody can carry out commands now: nobody is at home and there"
                                + " is no hub that the cloud hears; be there with the Crownstone app, or connect a hub$");
    }

    @Test
    void tellsThatTheFilterLeavesNothing(HiveMqBroker broker, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.conf");
        terminal.file(Files.writeString(file, "crownstone2mqtt.cloud.spheres.include = [Elsewhere]"));

        Result result = terminal.broker(broker.url()).run("check");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("cloud.spheres leaves none of the account's 1: correct it");
    }

    @Test
    void endsWith78WhenTheConfigurationIsWrong() {
        terminal.environment.put("MQTT_URL", "http://somewhere");

        Result result = terminal.run("check");

        assertThat(result.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(result.out()).startsWith("FAIL  configuration").hasLineCount(1);
        assertThat(result.err()).hasLineCount(1);
    }

    @Test
    @EnabledIfMosquitto
    void endsWith77WhenTheBrokerRefusesThePassword() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().passwords(Map.of("bridge", "right")).open()) {
            terminal.environment.put("MQTT_USERNAME", "bridge");
            terminal.environment.put("MQTT_PASSWORD", "wrong-at-the-broker");

            Result result = terminal.broker(broker.url()).run("check");

            assertThat(result.exitCode()).isEqualTo(ExitCode.REJECTED);
            assertThat(result.out()).containsPattern("(?m)^FAIL  broker .* check mqtt.username and mqtt.password$");
            assertThat(result.out() + result.err()).doesNotContain("wrong-at-the-broker");
        }
    }

    @Test
    @EnabledIfMosquitto
    void tellsWhichRightsAreMissing() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .passwords(Map.of("bridge", "right"))
                .acl("user bridge", "topic readwrite crownstone2mqtt/#")
                .open()) {
            terminal.environment.put("MQTT_USERNAME", "bridge");
            terminal.environment.put("MQTT_PASSWORD", "right");

            Result result = terminal.broker(broker.url()).run("check");

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            Golden.assertSame("check-rights.txt", result.out());
        }
    }
}
