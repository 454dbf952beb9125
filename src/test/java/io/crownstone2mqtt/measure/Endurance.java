package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** 5,000 Crownstones with 1,000 events a second, for so many minutes (the argument, 1 if there is none). */
public final class Endurance {
    private static final int PER_SECOND = 1_000;

    private final Stage stage;
    private final BridgeProcess bridge;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final Map<String, Long> underway = new ConcurrentHashMap<>();
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final AtomicLong overtaken = new AtomicLong();
    private Timings timings = new Timings();

    private Endurance(Stage stage, BridgeProcess bridge) {
        this.stage = stage;
        this.bridge = bridge;
    }

    public static void main(String[] arguments) throws Exception {
        int minutes = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        try (Stage stage = new Stage(50, 100);
                BridgeProcess bridge = BridgeProcess.start(stage.cloud(), stage.broker(), "", "-Xmx256m")) {
            if (!stage.awaitAnnounced(bridge)) {
                throw new IllegalStateException("the bridge does not announce everything");
            }
            new Endurance(stage, bridge).run(minutes);
        }
    }

    private void run(int minutes) throws Exception {
        try (Subscriber _ = new Subscriber(stage.broker(), "crownstone2mqtt/+/crownstone/+/+", each -> {
            if (each.topic().endsWith("/switch")) {
                shown.put(each.topic(), each.payload());
            } else if (each.topic().endsWith("/state") && !each.retained()) {
                heard(each.topic());
            }
        })) {
            report("at the start");
            new Pace(PER_SECOND).run(Duration.ofSeconds(20), this::event);
            settle();
            report("warm");
            for (int minute = 1; minute <= minutes; minute++) {
                timings = new Timings();
                new Pace(PER_SECOND).run(Duration.ofMinutes(1), this::event);
                settle();
                report("minute " + minute);
            }
        }
    }

    private void heard(String topic) {
        heard.incrementAndGet();
        Long at = underway.remove(topic);
        if (at != null) {
            timings.add(System.nanoTime() - at);
        }
    }

    private void event() {
        SimulatedCrownstone crownstone = stage.crownstones()
                .get(sent.getAndIncrement() % stage.crownstones().size());
        if (underway.put(Stage.topic(crownstone, "state"), System.nanoTime()) != null) {
            overtaken.incrementAndGet();
        }
        crownstone.reportState(crownstone.state().orElse(0) > 0 ? 0 : 100);
    }

    /** Until all that was sent is heard; if that does not happen, the report says what is missing. */
    private void settle() {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Awaitility.await()
                .forever()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> heard.get() >= sent.get() || System.nanoTime() > end);
    }

    private void report(String when) throws Exception {
        System.out.println(
                "%s: sent %d, heard %d, overtaken %d, wrong in the end %d; %s; heap %d kB, resident %d kB, threads %d, sockets %d, errors in the log: %s"
                        .formatted(
                                when,
                                sent.get(),
                                heard.get(),
                                overtaken.get(),
                                wrong(),
                                timings,
                                bridge.heapKilobytesAfterCollection(),
                                bridge.residentKilobytes(),
                                bridge.threads(),
                                bridge.sockets(),
                                bridge.complained()));
    }

    /** Crownstones that are shown otherwise than the cloud knows them. */
    private long wrong() {
        return stage.crownstones().stream()
                .filter(each -> each.state().isPresent())
                .filter(each ->
                        !(each.state().orElse(0) > 0 ? "ON" : "OFF").equals(shown.get(Stage.topic(each, "switch"))))
                .count();
    }
}
