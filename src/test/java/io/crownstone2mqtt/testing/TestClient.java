package io.crownstone2mqtt.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/** An observer that hears everything on a broker, and a commander. */
public final class TestClient implements AutoCloseable {
    private static final String END = "test-client/end/";

    /**
     * A message as it came.
     *
     * @param retained the broker held it before the observer came; for what is published later it is false
     */
    public record Received(String topic, String payload, boolean retained) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final MqttClient client;

    private TestClient(URI url, @Nullable String username, String password) throws MqttException {
        String server = "tcp://" + url.getHost() + ":" + url.getPort();
        client = new MqttClient(server, "test-" + UUID.randomUUID(), new MemoryPersistence());
        client.setTimeToWait(TimeUnit.SECONDS.toMillis(10));
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(new PromptSockets());
        options.setMaxInflight(10_000);
        if (username != null) {
            options.setUserName(username);
            options.setPassword(password.toCharArray());
        }
        client.connect(options);
        client.subscribe("#", 1, (topic, message) -> {
            String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
            received.add(new Received(topic, payload, message.isRetained()));
        });
    }

    public static TestClient connect(URI url) {
        return connect(url, null, "");
    }

    public static TestClient connect(URI url, @Nullable String username, String password) {
        try {
            return new TestClient(url, username, password);
        } catch (MqttException e) {
            throw new IllegalStateException("The test's client cannot connect to " + url, e);
        }
    }

    /** What a client that comes now finds retained. */
    public static Map<String, String> retained(URI url) {
        try (TestClient fresh = connect(url)) {
            fresh.awaitEcho();
            Map<String, String> found = new TreeMap<>();
            fresh.received.stream().filter(Received::retained).forEach(each -> found.put(each.topic(), each.payload()));
            return found;
        }
    }

    private void awaitEcho() {
        String topic = END + UUID.randomUUID();
        CountDownLatch echoed = new CountDownLatch(1);
        try {
            client.subscribe(topic, 1, (_, _) -> echoed.countDown());
            client.publish(topic, new byte[0], 1, false);
            if (!echoed.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The broker does not echo");
            }
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything heard, in order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The payloads heard on one topic, in order. */
    public List<String> payloads(String topic) {
        return received.stream()
                .filter(each -> each.topic().equals(topic))
                .map(Received::payload)
                .toList();
    }

    /** The last payload of each topic, without those that were cleared; also of what is not retained. */
    public Map<String, String> payloads() {
        Map<String, String> payloads = new LinkedHashMap<>();
        for (Received each : received) {
            if (each.payload().isEmpty()) {
                payloads.remove(each.topic());
            } else {
                payloads.put(each.topic(), each.payload());
            }
        }
        return payloads;
    }

    public void publish(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    public void publishRetained(String topic, String payload) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), true);
    }

    private void publish(String topic, byte[] payload, boolean retained) {
        try {
            client.publish(topic, payload, 1, retained);
        } catch (MqttException e) {
            throw new IllegalStateException("Not published to " + topic, e);
        }
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 1_000);
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }
}
