package io.crownstone2mqtt.testing;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Gatherers;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Asks a broker topic by topic, so few at once that no queue drops any. */
public final class ExactReader {
    private static final int AT_ONCE = 50;

    private ExactReader() {}

    /** Those of the topics that hold something. */
    public static Set<String> held(URI url, List<String> topics) {
        Set<String> found = ConcurrentHashMap.newKeySet();
        try (MqttClient client = new MqttClient(
                "tcp://" + url.getHost() + ":" + url.getPort(),
                "exact-" + UUID.randomUUID(),
                new MemoryPersistence())) {
            client.setTimeToWait(TimeUnit.SECONDS.toMillis(20));
            client.connect();
            for (List<String> few :
                    topics.stream().gather(Gatherers.windowFixed(AT_ONCE)).toList()) {
                read(client, few, found);
            }
            client.disconnectForcibly(0, 1_000);
            return found;
        } catch (MqttException e) {
            throw new IllegalStateException("The broker at " + url + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An echo behind two others has let even brokers that look up retained messages late come to their end. */
    private static void read(MqttClient client, List<String> topics, Set<String> found)
            throws MqttException, InterruptedException {
        IMqttMessageListener listener = (topic, _) -> found.add(topic);
        String[] filters = topics.toArray(String[]::new);
        client.subscribe(
                filters,
                topics.stream().mapToInt(_ -> 1).toArray(),
                topics.stream().map(_ -> listener).toArray(IMqttMessageListener[]::new));
        for (int i = 0; i < 3; i++) {
            String echo = "exact/" + UUID.randomUUID();
            CountDownLatch echoed = new CountDownLatch(1);
            client.subscribe(echo, 1, (_, _) -> echoed.countDown());
            client.publish(echo, new byte[0], 1, false);
            if (!echoed.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The broker does not echo");
            }
            client.unsubscribe(echo);
        }
        client.unsubscribe(filters);
    }
}
