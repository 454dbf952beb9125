package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

abstract class PlanCommandContract {
    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(1, 3));

    /** The broker; nothing of other tests is retained on it when a test begins. */
    abstract URI url();

    @BeforeEach
    void nameTheBroker() {
        terminal.broker(url());
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private JsonNode plan() {
        Result result = terminal.run("plan", "--json");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return JsonMapper.shared().readTree(result.out());
    }

    private static Set<String> topics(JsonNode changes) {
        return changes.valueStream()
                .map(each -> each.path("topic").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void wouldCreateEverythingOnAnEmptyBroker() {
        Result result = terminal.run("plan");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Golden.assertSame("plan-empty.txt", result.out());
        assertThat(TestClient.retained(url())).isEmpty();
    }

    @Test
    void saysThatAsJson() {
        Golden.assertSame("plan-empty.json", terminal.run("plan", "--json").out());
    }

    @Test
    void announcesWhatTheDaemonThenDoes() {
        JsonNode plan = plan();

        runDaemonUntilAnnounced();

        Map<String, String> retained = TestClient.retained(url());
        assertThat(topics(plan.path("create"))).isEqualTo(retained.keySet());
    }

    @Test
    void findsNothingToDoButTheBridgesOwnStateAfterTheDaemon() {
        runDaemonUntilAnnounced();

        JsonNode plan = plan();

        assertThat(topics(plan.path("create"))).isEmpty();
        assertThat(topics(plan.path("remove"))).isEmpty();
        assertThat(topics(plan.path("change")))
                .containsExactly("crownstone2mqtt/bridge/info", "crownstone2mqtt/bridge/state");
    }

    @Test
    void showsARenamedAndARemovedCrownstone() {
        runDaemonUntilAnnounced();
        terminal.cloud.home().sphere("Home").crownstone("Desk lamp").rename("Reading lamp");
        terminal.cloud.home().sphere("Home").crownstone("Coffee machine").remove();

        Result result = terminal.run("plan");

        Golden.assertSame("plan-changes.txt", result.out());
    }

    @Test
    void leavesOtherBridgesAlone() {
        try (TestClient other = TestClient.connect(url())) {
            other.publishRetained(
                    "homeassistant/switch/crownstone_5f/switch/config", "{\"origin\":{\"name\":\"another\"}}");
            other.publishRetained("homeassistant/switch/zigbee/switch/config", "{}");
            other.publishRetained("crownstone2mqtt/gone/availability", "online");
        }

        assertThat(topics(plan().path("remove"))).containsExactly("crownstone2mqtt/gone/availability");
    }

    @Test
    void findsWhatOnlyTheListOnTheBrokerNames() {
        String left = "crownstone2mqtt/home/crownstone/gone/of-an-earlier-version";
        try (TestClient other = TestClient.connect(url())) {
            other.publishRetained(left, "x");
            other.publishRetained(
                    "crownstone2mqtt/bridge/manifest/1",
                    "{\"part\":1,\"parts\":1,\"complete\":true,\"topics\":{\"crownstone2mqtt/home/crownstone/gone\":"
                            + "[\"of-an-earlier-version\",\"which-is-not-there\"]}}");
        }

        assertThat(topics(plan().path("remove"))).containsExactly(left);
        runDaemonUntilAnnounced(left);
    }

    @Test
    void doesNotDisturbARunningDaemon() {
        List<BridgeState> states = new CopyOnWriteArrayList<>();
        try (Daemon _ = Daemon.start(settings(), states::add);
                TestClient observer = TestClient.connect(url())) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isAnnounced);
            int before = observer.received().size();

            JsonNode plan = plan();

            assertThat(topics(plan.path("change"))).containsExactly("crownstone2mqtt/bridge/info");
            assertThat(topics(plan.path("create"))).isEmpty();
            assertThat(topics(plan.path("remove"))).isEmpty();
            assertThat(observer.received().stream().skip(before).map(TestClient.Received::topic))
                    .containsOnly("crownstone2mqtt/bridge/probe");
            assertThat(observer.payloads("crownstone2mqtt/bridge/state")).doesNotContain("offline");
        }
    }

    @Test
    void hasNoPlanWithoutTheCloud() {
        terminal.cloud.faults().failAll("", Failure.unavailable());

        Result result = terminal.run("plan");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasLineCount(1);
    }

    @Test
    void hasNoPlanWithoutTheBroker() {
        terminal.broker(URI.create("mqtt://127.0.0.1:1"));

        Result result = terminal.run("plan");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("crownstone2mqtt: The broker 127.0.0.1:1 refuses the connection: is it running, and is"
                        + " the port in mqtt.url right?\n");
    }

    @Test
    void removesNothingWhileAnAccountIsRefused(@TempDir Path folder) throws IOException {
        terminal.file(ListCommandIT.accounts(folder, DemoHome.MEMBER_EMAIL, "wrong"));
        try (TestClient other = TestClient.connect(url())) {
            other.publishRetained("crownstone2mqtt/of-the-other-account/availability", "online");
        }

        Result result = terminal.run("plan", "--json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(topics(JsonMapper.shared().readTree(result.out()).path("remove")))
                .isEmpty();
    }

    private Settings settings() {
        return SettingsLoader.load(null, terminal.environment);
    }

    private boolean isAnnounced() {
        return TestClient.retained(url()).containsKey("crownstone2mqtt/home/availability");
    }

    private void runDaemonUntilAnnounced() {
        try (Daemon _ = Daemon.start(settings(), _ -> {})) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isAnnounced);
        }
    }

    /** And until it has removed that. */
    private void runDaemonUntilAnnounced(String gone) {
        try (Daemon _ = Daemon.start(settings(), _ -> {})) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> isAnnounced() && !TestClient.retained(url()).containsKey(gone));
        }
    }
}
