package io.crownstone2mqtt.it;

import io.crownstone2mqtt.it.WireClient.Received;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Hears everything below some topics and keeps it; and a commander. */
final class Observer implements AutoCloseable {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final WireClient client;

    /** Below each of these topics. */
    Observer(URI url, List<String> tops) {
        client = new WireClient(url, tops.stream().map(top -> top + "/#").toList(), received::add);
    }

    /** What a client that comes now finds retained below these topics. */
    static Map<String, String> retained(URI url, List<String> tops) {
        String own = "it-echo-" + UUID.randomUUID();
        String echo = own + "/echo";
        try (Observer fresh =
                new Observer(url, Stream.concat(tops.stream(), Stream.of(own)).toList())) {
            fresh.publish(echo, "x");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !fresh.payloads(echo).isEmpty());
            Map<String, String> found = new TreeMap<>();
            fresh.received.stream().filter(Received::retained).forEach(each -> found.put(each.topic(), each.payload()));
            return found;
        }
    }

    /** Everything heard, in order. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** Every topic and payload heard. */
    List<String> said() {
        return received.stream()
                .flatMap(each -> Stream.of(each.topic(), each.payload()))
                .toList();
    }

    /** The payloads heard on one topic, in order. */
    List<String> payloads(String topic) {
        return received.stream()
                .filter(each -> each.topic().equals(topic))
                .map(Received::payload)
                .toList();
    }

    /** The last payload of each topic, without those that were cleared; also of what is not retained. */
    Map<String, String> payloads() {
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

    void publish(String topic, String payload) {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    void publishRetained(String topic, String payload) {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), true);
    }

    @Override
    public void close() {
        client.close();
    }
}
