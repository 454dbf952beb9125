package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** From an event on the cloud's stream to the message at a subscriber of the broker; everything on loopback. */
public final class EventToMessage {
    private static final int PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final int ROUNDS = 3;

    private EventToMessage() {}

    public static void main(String[] arguments) throws Exception {
        try (Stage stage = new Stage(10, 100);
                BridgeProcess bridge = BridgeProcess.start(stage.cloud(), stage.broker(), "", "-Xmx64m")) {
            if (!stage.awaitAnnounced(bridge)) {
                throw new IllegalStateException("the bridge does not announce everything");
            }
            AtomicInteger next = new AtomicInteger();
            System.out.println("warming up: " + round(stage, next, WARM_UP));
            for (int i = 0; i < ROUNDS; i++) {
                System.out.println("event to message: " + round(stage, next, LENGTH));
            }
        }
    }

    private static Timings round(Stage stage, AtomicInteger next, Duration length) throws Exception {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        Timings timings = new Timings();
        try (Subscriber _ = new Subscriber(stage.broker(), "crownstone2mqtt/+/crownstone/+/state", each -> {
            Long at = each.retained() ? null : sent.remove(each.topic());
            if (at != null) {
                timings.add(System.nanoTime() - at);
            }
        })) {
            new Pace(PER_SECOND).run(length, () -> {
                SimulatedCrownstone crownstone = stage.crownstones()
                        .get(next.getAndIncrement() % stage.crownstones().size());
                sent.put(Stage.topic(crownstone, "state"), System.nanoTime());
                crownstone.reportState(crownstone.state().orElse(0) > 0 ? 0 : 100);
            });
        }
        return timings;
    }
}
