package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cli.ExitCode;
import io.crownstone2mqtt.daemon.Version;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar as a process: what it says, how it ends, and what it leaves on the broker. */
@ExtendWith(HiveMqExtension.class)
class PackagedIT {
    /** Longer than that, and systemd or Docker kills it. */
    private static final int STOP_SECONDS = 8;

    private final TestHome home = new TestHome();
    private final BridgeSettings settings = new BridgeSettings();
    private final SimulatedCloud cloud = SimulatedCloud.start(home.home);
    private final HiveMqBroker hiveMq;

    PackagedIT(HiveMqBroker hiveMq) {
        this.hiveMq = hiveMq;
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    private String base(String leaf) {
        return settings.base() + "/" + leaf;
    }

    private static void awaitReceived(TestClient observer, String topic, String payload) {
        await(topic)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(observer.payloads(topic)).endsWith(payload));
    }

    private static void assertOneLine(PackagedBridge bridge, String part) {
        assertThat(bridge.err().lines())
                .singleElement()
                .asString()
                .startsWith("crownstone2mqtt: ")
                .contains(part)
                .doesNotContain("Exception")
                .doesNotContain(TestHome.PASSWORD);
    }

    @Test
    void sigtermSaysOfflineAndEndsCleanly() {
        try (TestClient observer = TestClient.connect(hiveMq.url());
                PackagedBridge bridge = PackagedBridge.run(settings.text(cloud, hiveMq.url()))) {
            awaitReceived(observer, base("home/crownstone/desk-lamp/switch"), "ON");

            observer.publish(base("home/crownstone/desk-lamp/set"), "OFF");
            awaitReceived(observer, base("home/crownstone/desk-lamp/switch"), "OFF");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(home.lamp.state().orElseThrow()).isZero());

            assertThat(bridge.terminate().exitCode(STOP_SECONDS)).isEqualTo(ExitCode.SUCCESS);
            assertThat(bridge.err()).isEmpty();
            assertThat(bridge.out()).doesNotContain(TestHome.PASSWORD).doesNotContain(TestHome.ADA);
            assertThat(TestClient.retained(hiveMq.url()))
                    .containsEntry(base("bridge/state"), "offline")
                    .containsEntry(base("home/crownstone/desk-lamp/switch"), "OFF");
            assertThat(cloud.aliveTokens()).isZero();
        }
    }

    @Test
    void aKilledBridgeIsSaidToBeOfflineByTheBroker() {
        try (TestClient observer = TestClient.connect(hiveMq.url());
                PackagedBridge bridge = PackagedBridge.run(settings.text(cloud, hiveMq.url()))) {
            awaitReceived(observer, base("bridge/state"), "online");

            bridge.kill();

            awaitReceived(observer, base("bridge/state"), "offline");
        }
    }

    @Test
    void withBrokerAndCloudAwayItKeepsTryingAndStopsInTime() {
        String configuration = settings.text(cloud, URI.create("mqtt://127.0.0.1:1"));
        cloud.close();
        try (PackagedBridge bridge = PackagedBridge.run(configuration)) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(bridge.out()).contains("broker: ").contains("cloud, account 1: "));
            assertThat(bridge.isAlive()).isTrue();

            assertThat(bridge.terminate().exitCode(STOP_SECONDS)).isEqualTo(ExitCode.SUCCESS);
            assertThat(bridge.err()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordOfTheCloudEndsIt() {
        home.ada.changePassword("another");
        try (PackagedBridge bridge = PackagedBridge.run(settings.text(cloud, hiveMq.url()))) {
            assertThat(bridge.exitCode()).isEqualTo(ExitCode.REJECTED);
            assertOneLine(bridge, "does not accept this e-mail address and password");
            assertThat(cloud.logins()).hasSize(1);
        }
    }

    @Test
    @EnabledIfMosquitto
    void aPasswordOfTheBrokerIsUsedAndAWrongOneIsTriedAgain() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                        .passwords(Map.of("bridge", "secret"))
                        .open();
                TestClient observer = TestClient.connect(broker.url(), "bridge", "secret")) {
            settings.set("mqtt.username", "bridge");
            settings.set("mqtt.password", "wrong");
            try (PackagedBridge bridge = PackagedBridge.run(settings.text(cloud, broker.url()))) {
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(bridge.out()).contains("WARN").contains("broker: "));
                assertThat(bridge.terminate().exitCode(STOP_SECONDS)).isEqualTo(ExitCode.SUCCESS);
            }

            settings.set("mqtt.password", "secret");
            try (PackagedBridge bridge = PackagedBridge.run(settings.text(cloud, broker.url()))) {
                awaitReceived(observer, base("home/crownstone/desk-lamp/switch"), "ON");
                assertThat(bridge.terminate().exitCode(STOP_SECONDS)).isEqualTo(ExitCode.SUCCESS);
                awaitReceived(observer, base("bridge/state"), "offline");
                assertThat(bridge.err()).isEmpty();
            }
        }
    }

    @Test
    void everythingWrongInTheConfigurationIsSaidAtOnce() {
        settings.set("mqtt.topic-style", "colour");
        settings.set("cloud.resync-intervall", "5m");
        try (PackagedBridge bridge = PackagedBridge.run(settings.text(cloud, hiveMq.url()))) {
            assertThat(bridge.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(bridge.err())
                    .contains("topic-style")
                    .contains("did you mean")
                    .doesNotContain("Exception");
            assertThat(bridge.err().lines()).hasSize(2).allMatch(line -> line.startsWith("crownstone2mqtt: "));
        }
    }

    @Test
    void aFileThatIsNotThereIsAConfigurationProblem() {
        try (PackagedBridge bridge = PackagedBridge.start("run", "--config", "nowhere.conf")) {
            assertThat(bridge.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertOneLine(bridge, "nowhere.conf");
        }
    }

    @Test
    void versionHelpAndUsage() {
        try (PackagedBridge version = PackagedBridge.start("--version");
                PackagedBridge help = PackagedBridge.start("run", "--help");
                PackagedBridge wrong = PackagedBridge.start("rum")) {
            assertThat(version.exitCode()).isEqualTo(ExitCode.SUCCESS);
            assertThat(version.out().strip()).isEqualTo("crownstone2mqtt " + Version.current());
            assertThat(version.err()).isEmpty();
            assertThat(help.exitCode()).isEqualTo(ExitCode.SUCCESS);
            assertThat(help.out()).contains("--config");
            assertThat(help.err()).isEmpty();
            assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
            assertOneLine(wrong, "run");
        }
    }

    @EnabledIfMosquitto
    @Test
    void theDemoWorksOnABrokerThatIsNamed() {
        Pattern where = Pattern.compile("mosquitto_sub -h 127\\.0\\.0\\.1 -p (\\d+)");
        try (MosquittoBroker broker = MosquittoBroker.with().open();
                PackagedBridge demo =
                        PackagedBridge.start("demo", "--mqtt-url", broker.url().toString(), "--crownstones", "12")) {
            await().atMost(PATIENCE).until(() -> where.matcher(demo.out()).find());
            try (TestClient observer = TestClient.connect(broker.url())) {
                awaitReceived(observer, "crownstone2mqtt/bridge/state", "online");
                observer.publish("crownstone2mqtt/home/crownstone/desk-lamp/set", "70");
                awaitReceived(observer, "crownstone2mqtt/home/crownstone/desk-lamp/brightness", "70");
            }
            assertThat(demo.terminate().exitCode(STOP_SECONDS)).isEqualTo(ExitCode.SUCCESS);
            assertThat(demo.err()).isEmpty();
        }
    }
}
