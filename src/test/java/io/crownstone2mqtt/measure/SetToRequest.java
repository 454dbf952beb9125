package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** From a message on a {@code set} topic to the request at the cloud, with the usual batch window and without one. */
public final class SetToRequest {
    private static final int PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LENGTH = Duration.ofSeconds(15);
    private static final int ROUNDS = 2;

    private SetToRequest() {}

    public static void main(String[] arguments) throws Exception {
        String atOnce = "command { batch-window = 0s }";
        measure("batch-window = 20ms (default)", "", MosquittoBroker.with());
        measure("batch-window = 0s", atOnce, MosquittoBroker.with());
        measure(
                "batch-window = 0s, Mosquitto with set_tcp_nodelay",
                atOnce,
                MosquittoBroker.with().noDelay());
    }

    private static void measure(String name, String configuration, MosquittoBroker.Options broker) throws Exception {
        try (Stage stage = new Stage(10, 100, broker);
                BridgeProcess bridge = BridgeProcess.start(stage.cloud(), stage.broker(), configuration, "-Xmx64m")) {
            if (!stage.awaitAnnounced(bridge)) {
                throw new IllegalStateException("the bridge does not announce everything");
            }
            AtomicInteger next = new AtomicInteger();
            System.out.println(name + ", warming up: " + round(stage, next, WARM_UP));
            for (int i = 0; i < ROUNDS; i++) {
                System.out.println(name + ", set to request: " + round(stage, next, LENGTH));
            }
        }
    }

    private static Timings round(Stage stage, AtomicInteger next, Duration length) throws Exception {
        Map<String, Instant> sent = new ConcurrentHashMap<>();
        try (Subscriber commander = new Subscriber(stage.broker(), "nothing", _ -> {})) {
            new Pace(PER_SECOND).run(length, () -> {
                SimulatedCrownstone crownstone = stage.crownstones()
                        .get(next.getAndIncrement() % stage.crownstones().size());
                // Each is asked once a round, so that no command waits for the one before.
                if (sent.putIfAbsent(crownstone.id(), Instant.now()) == null) {
                    commander.publish(Stage.topic(crownstone, "set"), next.get() % 2 == 0 ? "ON" : "OFF");
                }
            });
        }
        Timings timings = new Timings();
        stage.cloud().switchCommands().forEach(command -> {
            Instant at = sent.get(command.crownstone().id());
            if (at != null && command.at().isAfter(at)) {
                timings.add(at.until(command.at(), ChronoUnit.NANOS));
            }
        });
        return timings;
    }
}
