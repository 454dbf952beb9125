package io.crownstone2mqtt.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Remembers what it hears. */
final class RecordingListener implements BrokerListener {
    record Received(String topic, String payload, boolean retained) {}

    final AtomicInteger ups = new AtomicInteger();
    final List<BrokerProblem> downs = new CopyOnWriteArrayList<>();
    final List<Received> messages = new CopyOnWriteArrayList<>();
    final List<String> tooMuch = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();

    @Override
    public void up() {
        ups.incrementAndGet();
    }

    @Override
    public void down(BrokerProblem problem) {
        downs.add(problem);
    }

    @Override
    public void received(String topic, byte[] payload, boolean retained) {
        messages.add(new Received(topic, new String(payload, StandardCharsets.UTF_8), retained));
    }

    @Override
    public void subscriptionRefused(String filter) {
        refused.add(filter);
    }

    @Override
    public void refused(String topic, int size, String reason) {
        tooMuch.add(topic + " " + size + " " + reason);
    }

    void awaitUps(int count) {
        Awaitility.await("connection " + count).atMost(Duration.ofSeconds(30)).until(() -> ups.get() >= count);
    }

    BrokerProblem awaitDown() {
        Awaitility.await("a problem").atMost(Duration.ofSeconds(30)).until(() -> !downs.isEmpty());
        return downs.getFirst();
    }
}
