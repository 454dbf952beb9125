package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.testing.TestClient.Received;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A user of the broker beside the bridge, with QoS 1, as Home Assistant is one. It keeps nothing of what it hears. */
final class Subscriber implements AutoCloseable {
    private final MqttClient client;

    /** @param heard takes every message, on the client's own thread: returns at once */
    Subscriber(URI broker, String filter, Consumer<Received> heard) throws MqttException {
        client = new MqttClient(
                "tcp://" + broker.getHost() + ":" + broker.getPort(),
                "subscriber-" + UUID.randomUUID(),
                new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(10_000);
        client.connect(options);
        client.subscribe(
                filter,
                1,
                (topic, message) -> heard.accept(new Received(
                        topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.isRetained())));
    }

    void publish(String topic, String payload) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000);
        client.close(true);
    }
}
