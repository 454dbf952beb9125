package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code check} on brokers that allow less than others, and beside bridges. */
@EnabledIfMosquitto
class BrokerCheckIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final TerminalFixture terminal = new TerminalFixture();

    @AfterEach
    void close() {
        terminal.close();
    }

    private Result check(MosquittoBroker broker, String... options) {
        terminal.runtimeDirectory = folder;
        terminal.broker(broker.url());
        String[] words = new String[options.length + 1];
        words[0] = "check";
        System.arraycopy(options, 0, words, 1, options.length);
        return terminal.run(words);
    }

    private Settings settings(MosquittoBroker broker) {
        return SettingsLoader.load(null, terminal.broker(broker.url()).environment);
    }

    private StatusSocket listen(Daemon daemon) {
        return daemon.listen(
                LocalBridges.places(new ServiceEnvironment(null, null, folder)), new DiagnosticsRecord(List::of));
    }

    private static void awaitOnline(MosquittoBroker broker) {
        await().atMost(PATIENCE)
                .until(() -> "online".equals(TestClient.retained(broker.url()).get("crownstone2mqtt/bridge/state")));
    }

    /** How often somebody has logged in with that client id. */
    private static long logins(MosquittoBroker broker, String clientId) {
        return broker.log()
                .lines()
                .filter(line -> line.contains("New client connected") && line.contains(" as " + clientId + " ("))
                .count();
    }

    private static void assertLine(Result result, String start, String... texts) {
        assertThat(result.out().lines().filter(line -> line.startsWith(start)))
                .as(result.out())
                .singleElement()
                .asString()
                .contains(texts);
    }

    @Test
    void connectsAsTheBridgeWhereNoneIsConnectedAndLeavesNothing() {
        try (MosquittoBroker broker = MosquittoBroker.open()) {
            Result result = check(broker);

            assertThat(result.exitCode()).as(result.out()).isZero();
            assertThat(logins(broker, "crownstone2mqtt")).isPositive();
            assertThat(TestClient.retained(broker.url())).isEmpty();
            // 30 seconds and a retained will, as the bridge has them
            assertThat(broker.log()).contains("Will message specified (7 bytes) (r1, q1).");
        }
    }

    @Test
    void aBrokerWithoutRetainedMessagesIsExplained() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().settings("retain_available false").open()) {
            Result result = check(broker);

            assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertLine(result, "FAIL  broker", "retain_available");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "max_packet_size 4000,     the broker ends the connection at a message of 8 kB",
        "max_packet_size 12000,    the broker ends the connection at a message of 16 kB",
        "message_size_limit 4000,  the broker drops a message of 8 kB silently",
        "message_size_limit 12000, the broker drops a message of 16 kB silently"
    })
    void tooSmallALimitIsFound(String setting, String explanation) {
        try (MosquittoBroker broker = MosquittoBroker.with().settings(setting).open()) {
            Result result = check(broker);

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertLine(result, "FAIL  message size", explanation, "64 kB");
            assertLine(result, "ok    publish, subscribe", "crownstone2mqtt/");
            assertLine(result, "ok    discovery", "homeassistant/");
            assertThat(TestClient.retained(broker.url())).isEmpty();
        }
    }

    @Test
    void rightsForAPartOfTheTopicsAreNotEnough() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .acl(
                        "topic readwrite crownstone2mqtt/bridge/#",
                        "topic readwrite crownstone2mqtt/+/crownstone/#",
                        "topic readwrite homeassistant/#")
                .open()) {
            Result result = check(broker);

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertLine(
                    result,
                    "FAIL  publish, subscribe",
                    "what is published on crownstone2mqtt/probe/availability (and 11 others) does not come back: allow",
                    "read and write on crownstone2mqtt/#");
        }
    }

    @Test
    void rightsForOneKindOfEntityAreNotEnough() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .acl(
                        "topic readwrite crownstone2mqtt/#",
                        "topic readwrite homeassistant/#",
                        "topic deny homeassistant/light/#")
                .open()) {
            Result result = check(broker);

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertLine(result, "FAIL  discovery", "homeassistant/light/", "read and write on homeassistant/#");
        }
    }

    @Test
    void commandsThatDoNotComeBackAreNotCalledForbidden() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .acl("topic readwrite #", "topic deny crownstone2mqtt/+/crownstone/+/set")
                .open()) {
            Result result = check(broker);

            assertThat(result.exitCode()).as(result.out() + broker.log()).isZero();
            assertLine(result, "skip  commands", "not proven", "crownstone2mqtt/probe/crownstone/probe/set ");
        }
    }

    @Test
    void rightsByClientIdAreNotCalledMissing() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .acl("pattern readwrite %c/#", "topic readwrite homeassistant/#")
                .open()) {
            Result visitor = check(broker);

            assertThat(visitor.exitCode()).isEqualTo(ExitCode.FAILED);
            assertLine(
                    visitor,
                    "FAIL  publish, subscribe",
                    "as 'crownstone2mqtt-check'. If the broker ties rights to the client id",
                    "tells nothing of 'crownstone2mqtt' (if none is connected, check --as-bridge can tell)");
            assertThat(logins(broker, "crownstone2mqtt")).isZero();

            Result bridge = check(broker, "--as-bridge");

            assertThat(bridge.exitCode()).as(bridge.out()).isZero();
            assertLine(bridge, "ok    publish, subscribe", "crownstone2mqtt/");
        }
    }

    @Test
    void aBridgeBehindRightsByClientIdIsNotThrownOut() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                        .acl(
                                "pattern readwrite %c/#",
                                "topic readwrite homeassistant/#", "topic readwrite test-client/#", "topic read #")
                        .open();
                Daemon _ = Daemon.start(settings(broker), _ -> {})) {
            awaitOnline(broker);

            Result result = check(broker, "--as-bridge");

            assertLine(result, "FAIL  publish, subscribe", "ask that bridge itself");
            assertThat(logins(broker, "crownstone2mqtt")).isEqualTo(1);
        }
    }

    @Test
    void aClientIdThatTheBrokerForcesIsAccepted() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .passwords(Map.of("crownstone", "right"))
                .settings("use_username_as_clientid true")
                .acl("pattern readwrite crownstone2mqtt/#", "pattern readwrite homeassistant/#")
                .open()) {
            terminal.environment.put("MQTT_USERNAME", "crownstone");
            terminal.environment.put("MQTT_PASSWORD", "right");

            Result result = check(broker);

            assertThat(result.exitCode()).as(result.out()).isZero();
        }
    }

    @Test
    void aBridgeOfThisMachineIsAskedAndNothingElseConnects() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                Daemon daemon = Daemon.start(settings(broker), _ -> {});
                StatusSocket _ = listen(daemon)) {
            awaitOnline(broker);

            Result result = check(broker);

            assertThat(result.exitCode()).as(result.out()).isZero();
            assertLine(result, "ok    broker", "the bridge that runs here (crownstone2mqtt at mqtt://", "connected");
            assertThat(logins(broker, "crownstone2mqtt")).isEqualTo(1);
            assertThat(broker.log()).doesNotContain("crownstone2mqtt-check");

            broker.stop();
            await().atMost(PATIENCE).until(() -> !daemon.health().ready());
            Result lost = check(broker);

            assertThat(lost.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertLine(lost, "FAIL  broker", "is not connected: The ");
        }
    }

    @Test
    void aBridgeElsewhereKeepsItsConnection() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                Daemon _ = Daemon.start(settings(broker), _ -> {})) {
            awaitOnline(broker);
            try (TestClient observer = TestClient.connect(broker.url())) {
                Result result = check(broker, "--as-bridge");

                assertThat(result.exitCode()).as(result.out()).isZero();
                assertLine(
                        result,
                        "ok    broker",
                        "as 'crownstone2mqtt-check', for crownstone2mqtt/bridge/state says that a bridge is connected");
                assertThat(logins(broker, "crownstone2mqtt")).isEqualTo(1);
                assertThat(observer.payloads("crownstone2mqtt/bridge/state")).containsOnly("online");
            }
        }
    }

    @Test
    void aBridgeElsewhereThatHasNotAnnouncedAnythingYetKeepsItsConnection() {
        terminal.cloud.faults().stream().refuseConnections(true);
        Map<String, String> away = new HashMap<>(terminal.environment);
        away.put("CROWNSTONE_CLOUD_URL", "http://127.0.0.1:1/api");
        try (MosquittoBroker broker = MosquittoBroker.open()) {
            away.put("MQTT_URL", broker.url().toString());
            try (Daemon _ = Daemon.start(SettingsLoader.load(null, away), _ -> {})) {
                await().atMost(PATIENCE).until(() -> broker.log().contains("crownstone2mqtt/bridge/request/+"));
                assertThat(TestClient.retained(broker.url())).doesNotContainKey("crownstone2mqtt/bridge/state");

                Result result = check(broker);

                assertLine(result, "ok    broker", "for a bridge that runs elsewhere answers");
                assertThat(logins(broker, "crownstone2mqtt")).isEqualTo(1);
            }
        }
    }

    @Test
    void anotherBridgeOfThisMachineWithTheSameClientIdIsNamed() {
        try (MosquittoBroker broker = MosquittoBroker.open()) {
            Map<String, String> other = new HashMap<>(terminal.environment);
            other.put("MQTT_URL", broker.url().toString());
            other.put("MQTT_BASE_TOPIC", "another");
            try (Daemon daemon = Daemon.start(SettingsLoader.load(null, other), _ -> {});
                    StatusSocket _ = listen(daemon)) {
                await().atMost(PATIENCE).until(() -> daemon.health().ready());

                Result result = check(broker);

                assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
                assertLine(result, "FAIL  broker", "another bridge on this machine", "another mqtt.client-id");
                assertThat(logins(broker, "crownstone2mqtt")).isEqualTo(1);
            }
        }
    }
}
