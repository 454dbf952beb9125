package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TemporaryFolder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The jar within the heap that its packages give it, and a broker that sends more than fits. */
@EnabledIfMosquitto
class HostileMessagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MEGABYTE = 1_000_000;
    private static final Map<String, String> SMALL_HEAP =
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx96m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError");

    private final TestHome home = new TestHome();
    private final BridgeSettings settings = new BridgeSettings();
    private final SimulatedCloud cloud = SimulatedCloud.start(home.home);
    private final MosquittoBroker broker = MosquittoBroker.with().quiet().open();
    private final TemporaryFolder folder = TemporaryFolder.create("hostile");

    @AfterEach
    void close() {
        cloud.close();
        broker.close();
        folder.close();
    }

    private PackagedBridge start() throws Exception {
        Path file = Files.writeString(folder.path().resolve("a.conf"), settings.text(cloud, broker.url()));
        return PackagedBridge.start(SMALL_HEAP, "run", "--config", file.toString());
    }

    private String set(String thing) {
        return settings.base() + "/" + thing + "/set";
    }

    /** It still hears, switches and tells. */
    private void assertWorks(PackagedBridge bridge) throws MqttException {
        String lamp = "home/crownstone/desk-lamp";
        List<String> states = new CopyOnWriteArrayList<>();
        try (WireClient observer = new WireClient(
                broker.url(), List.of(settings.base() + "/" + lamp + "/switch"), each -> states.add(each.payload()))) {
            await().atMost(PATIENCE).until(() -> !states.isEmpty() || !bridge.isAlive());
            observer.publish(set(lamp), "OFF".getBytes(StandardCharsets.UTF_8), false);
            await().atMost(PATIENCE)
                    .until(() -> (!states.isEmpty() && states.getLast().equals("OFF")) || !bridge.isAlive());
        }
        assertThat(bridge.isAlive()).as(bridge.out() + bridge.err()).isTrue();
        assertThat(bridge.out()).doesNotContain("OutOfMemoryError", "closed the connection", "was lost");
        assertThat(bridge.err().lines()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
    }

    @Test
    void hugeMessagesThatTheBrokerHoldsAreNamedAndDoNoHarm() throws Exception {
        byte[] huge = new byte[80 * MEGABYTE];
        try (Publisher publisher = new Publisher(broker.url())) {
            publisher.publish(set("home/crownstone/desk-lamp"), huge, 1, true);
            publisher.publish(set("home"), huge, 1, true);
            for (int i = 0; i < 18; i++) {
                publisher.publish(set("home/crownstone/other-" + i), new byte[20 * MEGABYTE], 1, true);
            }
        }
        try (PackagedBridge bridge = start()) {
            assertWorks(bridge);
            await().atMost(PATIENCE).until(() -> bridge.out().contains(" 80000000 bytes on '" + set("home") + "'"));
            assertThat(bridge.out().lines().filter(line -> line.contains("bytes on '")))
                    .hasSizeLessThanOrEqualTo(10);
            assertThat(bridge.out()).contains("clear it by an empty retained message");
        }
    }

    @Test
    void twentyHugeMessagesAtOnceDoNoHarm() throws Exception {
        try (PackagedBridge bridge = start()) {
            assertWorks(bridge);
            byte[] huge = new byte[40 * MEGABYTE];
            try (Publisher publisher = new Publisher(broker.url())) {
                for (int i = 0; i < 20; i++) {
                    publisher.publish(set("home/crownstone/desk-lamp"), huge, i % 2, false);
                }
            }
            assertWorks(bridge);
        }
    }

    @Test
    void aFloodOfMessagesDoesNoHarm() throws Exception {
        try (PackagedBridge bridge = start()) {
            assertWorks(bridge);
            byte[] large = "x".repeat(16_000).getBytes(StandardCharsets.UTF_8);
            try (Publisher publisher = new Publisher(broker.url())) {
                for (int i = 0; i < 60_000; i++) {
                    publisher.publish(set("home/crownstone/desk-lamp"), large, 0, false);
                }
                publisher.publish(set("none"), large, 1, false);
            }
            assertWorks(bridge);
        }
    }

    /** Publishes, and hears nothing. */
    private static final class Publisher implements AutoCloseable {
        private final MqttAsyncClient client;

        Publisher(URI broker) throws MqttException {
            client = new MqttAsyncClient(
                    "tcp://127.0.0.1:" + broker.getPort(), "hostile-" + UUID.randomUUID(), new MemoryPersistence());
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMaxInflight(10);
            client.connect(options).waitForCompletion(10_000);
        }

        void publish(String topic, byte[] payload, int qos, boolean retained) throws MqttException {
            client.publish(topic, payload, qos, retained).waitForCompletion(60_000);
        }

        @Override
        public void close() throws MqttException {
            client.disconnect().waitForCompletion(10_000);
            client.close(true);
        }
    }
}
