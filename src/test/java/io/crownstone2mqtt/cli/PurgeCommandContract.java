package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code purge}. */
abstract class PurgeCommandContract {
    private static final String OF_ANOTHER = """
            {"origin":{"name":"crownstone2mqtt"},"availability":[{"topic":"second/bridge/state"}]}""";

    @TempDir
    private Path folder;

    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(1, 3));

    /** The broker; nothing of other tests is retained on it when a test begins. */
    abstract URI url();

    @BeforeEach
    void nameTheBroker() {
        terminal.broker(url()).runtimeDirectory = folder;
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private void configure(String... lines) throws IOException {
        terminal.file(Files.write(folder.resolve("a.conf"), List.of(lines)));
    }

    private Settings settings() {
        return SettingsLoader.load(
                Files.exists(folder.resolve("a.conf")) ? folder.resolve("a.conf") : null, terminal.environment);
    }

    private boolean isAnnounced(String base) {
        return TestClient.retained(url()).containsKey(base + "/home/availability");
    }

    private void runDaemonUntilAnnounced() {
        try (Daemon _ = Daemon.start(settings(), _ -> {})) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> isAnnounced(settings().mqtt().baseTopic()));
        }
    }

    /** What nobody may remove. */
    private Map<String, String> foreign() {
        Map<String, String> foreign = new TreeMap<>(Map.of(
                "homeassistant/switch/crownstone_5f/switch/config", OF_ANOTHER,
                "homeassistant/device/crownstone2mqtt_second/config", OF_ANOTHER,
                "homeassistant/sensor/crownstone_77/power/config", "{\"migrate_discovery\":true}",
                "homeassistant/switch/zigbee/switch/config", "{\"origin\":{\"name\":\"zigbee2mqtt\"}}",
                "homeassistant/status", "online",
                "second/bridge/state", "online",
                "crownstone2mqtt-second/home/availability", "online",
                "crownstone2mqtt/home/crownstone/lamp/set", "ON"));
        try (TestClient client = TestClient.connect(url())) {
            foreign.forEach(client::publishRetained);
        }
        return foreign;
    }

    @ParameterizedTest
    @ValueSource(strings = {"component", "device"})
    void removesAllThatIsOursAndNothingElse(String format) throws IOException {
        configure("crownstone2mqtt.home-assistant.discovery-format = " + format);
        runDaemonUntilAnnounced();
        int own = TestClient.retained(url()).size();
        Map<String, String> foreign = foreign();

        Result result = terminal.run("purge", "--yes");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("crownstone2mqtt/bridge (")
                .contains("\n  crownstone2mqtt/home/availability\n")
                .contains("Home Assistant discovery (")
                .contains("Not of the bridge, and left alone (1)\n  crownstone2mqtt/home/crownstone/lamp/set\n")
                .endsWith("removed " + own + " retained messages\n");
        assertThat(TestClient.retained(url())).isEqualTo(foreign);
        assertThat(terminal.questions).isEmpty();
    }

    @Test
    void removesChildrenBeforeTheirParentsAndDiscoveryBeforeStates() {
        runDaemonUntilAnnounced();
        try (TestClient observer = TestClient.connect(url())) {
            terminal.run("purge", "--yes");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> cleared(observer).contains("crownstone2mqtt/home/availability"));
            List<String> cleared = cleared(observer);
            String crownstone = first(cleared, "/crownstone_");
            assertThat(crownstone).doesNotContain("/crownstone_sphere_").doesNotContain("/crownstone_location_");
            assertThat(cleared.indexOf(crownstone)).isLessThan(cleared.indexOf(first(cleared, "/crownstone_sphere_")));
            assertThat(cleared.indexOf(first(cleared, "/crownstone_sphere_")))
                    .isLessThan(cleared.indexOf(first(cleared, "/crownstone2mqtt_")));
            assertThat(cleared.indexOf(first(cleared, "/crownstone2mqtt_")))
                    .isLessThan(cleared.indexOf(first(cleared, "crownstone2mqtt/home/")));
        }
    }

    private static List<String> cleared(TestClient observer) {
        return observer.received().stream()
                .filter(each -> each.payload().isEmpty())
                .map(TestClient.Received::topic)
                .filter(topic -> !topic.startsWith("test-client/"))
                .toList();
    }

    private static String first(List<String> topics, String part) {
        return topics.stream().filter(topic -> topic.contains(part)).findFirst().orElseThrow();
    }

    @Test
    void removesWhatAnEarlierConfigurationLeft() throws IOException {
        configure("""
                crownstone2mqtt {
                  mqtt { base-topic = earlier/home, client-id = old }
                  home-assistant.discovery-prefix = ha
                }""");
        runDaemonUntilAnnounced();
        configure("");
        try (Daemon _ = Daemon.start(settings(), _ -> {})) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isAnnounced("crownstone2mqtt"));

            Result result = terminal.run(
                    "purge", "--base-topic", "earlier/home", "--discovery-prefix", "ha", "--client-id", "old", "--yes");

            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(TestClient.retained(url()).keySet())
                    .noneMatch(topic -> topic.startsWith("earlier/") || topic.startsWith("ha/"))
                    .contains("crownstone2mqtt/home/availability", "crownstone2mqtt/bridge/state")
                    .anyMatch(topic -> topic.startsWith("homeassistant/"));
        }
    }

    @Test
    void needsNoAccount() {
        runDaemonUntilAnnounced();
        terminal.environment.keySet().removeIf(name -> name.startsWith("CROWNSTONE_"));

        assertThat(terminal.run("purge", "--yes").exitCode()).isZero();

        assertThat(TestClient.retained(url())).isEmpty();
    }

    @Test
    void refusesWhileTheBridgeIsConnected() {
        try (Daemon _ = Daemon.start(settings(), _ -> {});
                TestClient observer = TestClient.connect(url())) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isAnnounced("crownstone2mqtt"));

            Result result = terminal.run("purge", "--yes");
            Result earlier = terminal.run("purge", "--yes", "--base-topic", "earlier");

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo(
                            "crownstone2mqtt: the bridge crownstone2mqtt is connected, as crownstone2mqtt/bridge/state"
                                    + " says: stop it first, or give --force if it no longer exists\n");
            assertThat(earlier.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cleared(observer)).isEmpty();
            assertThat(observer.payloads("crownstone2mqtt/bridge/state")).doesNotContain("offline");
        }
    }

    @Test
    void refusesWhileTheBridgeRunsHereEvenByForce() {
        try (Daemon daemon = Daemon.start(settings(), _ -> {});
                StatusSocket _ = daemon.listen(
                        LocalBridges.places(new ServiceEnvironment(null, null, folder)),
                        new DiagnosticsRecord(List::of))) {
            Result result = terminal.run("purge", "--yes", "--force");

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err())
                    .startsWith("crownstone2mqtt: the bridge runs on this machine (crownstone2mqtt at " + url())
                    .endsWith("): stop it first, it would publish everything again\n");
        }
    }

    @Test
    void removesByForceWhatABridgeLeftThatNobodySaidToBeOffline() {
        try (TestClient client = TestClient.connect(url())) {
            client.publishRetained("crownstone2mqtt/bridge/state", "online");
        }

        assertThat(terminal.run("purge", "--yes").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(terminal.run("purge", "--yes", "--force").exitCode()).isZero();

        assertThat(TestClient.retained(url())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "what?"})
    void removesNothingUnlessTheAnswerIsYes(String answer) {
        leave("crownstone2mqtt/home/availability");
        terminal.answer = answer;

        Result result = terminal.run("purge");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(terminal.questions).containsExactly("Remove 1 retained message? [y/N] ");
        assertThat(TestClient.retained(url())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Yes"})
    void removesWhenTheAnswerIsYes(String answer) {
        leave("crownstone2mqtt/home/availability");
        terminal.answer = answer;

        assertThat(terminal.run("purge").exitCode()).isZero();

        assertThat(TestClient.retained(url())).isEmpty();
    }

    @Test
    void removesNothingWithoutATerminalToAskOn() {
        leave("crownstone2mqtt/home/availability");

        Result result = terminal.run("purge");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("give --yes").hasLineCount(1);
        assertThat(result.out()).contains("  crownstone2mqtt/home/availability\n");
        assertThat(TestClient.retained(url())).hasSize(1);
    }

    @Test
    void saysWhatItDidAsJson() {
        leave("crownstone2mqtt/home/availability");
        leave("crownstone2mqtt/home/set");

        JsonNode json = JsonMapper.shared()
                .readTree(terminal.run("purge", "--json", "--yes").out());

        assertThat(json.toString()).isEqualTo("""
                {"removed":["crownstone2mqtt/home/availability"],"left":[],"others":["crownstone2mqtt/home/set"]}""");
        assertThat(terminal.run("purge", "--json").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void hasNothingToDoOnAnEmptyBroker() {
        Result result = terminal.run("purge");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("nothing of the bridge is retained on the broker\n");
    }

    @Test
    void namesAnOptionThatCannotBe() {
        Result result = terminal.run("purge", "--base-topic", "a/#", "--yes");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .startsWith("crownstone2mqtt: --base-topic: \"a/#\" holds + or #")
                .hasLineCount(1);
    }

    @Test
    void removesMoreThanABrokerQueues() {
        try (TestClient client = TestClient.connect(url())) {
            for (int i = 0; i < 1500; i++) {
                client.publishRetained("crownstone2mqtt/home/crownstone/lamp-" + i + "/state", "{}");
            }
        }

        Result result = terminal.run("purge", "--yes");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).endsWith("removed 1500 retained messages\n");
        assertThat(TestClient.retained(url())).isEmpty();
    }

    @Test
    void removesWhatHidesBehindManyMessagesOfOthers() {
        String own = "homeassistant/switch/crownstone_5f/switch/config";
        try (TestClient client = TestClient.connect(url())) {
            for (int i = 0; i < 3000; i++) {
                client.publishRetained("homeassistant/sensor/zigbee-" + i + "/power/config", "{}");
            }
            client.publishRetained(own, OF_ANOTHER.replace("second/", "crownstone2mqtt/"));

            Result result = terminal.run("purge", "--yes");

            assertThat(result.err()).isEmpty();
            assertThat(result.out()).endsWith("removed 1 retained message\n");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> cleared(client).contains(own));
            assertThat(cleared(client)).containsExactly(own);
        }
    }

    private void leave(String topic) {
        try (TestClient client = TestClient.connect(url())) {
            client.publishRetained(topic, "online");
        }
    }
}
