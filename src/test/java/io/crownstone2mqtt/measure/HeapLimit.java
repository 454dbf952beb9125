package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether the bridge works within heaps of so many megabytes: start, a snapshot again, and events. Arguments: spheres, Crownstones each, megabytes... */
public final class HeapLimit {
    private static final int PER_SECOND = 100;

    private HeapLimit() {}

    public static void main(String[] arguments) throws Exception {
        int spheres = Integer.parseInt(arguments[0]);
        int crownstones = Integer.parseInt(arguments[1]);
        for (String megabytes : List.of(arguments).subList(2, arguments.length)) {
            try (Stage stage = new Stage(spheres, crownstones)) {
                System.out.println("%d x %d Crownstones within %s MB: %s"
                        .formatted(spheres, crownstones, megabytes, verdict(stage, megabytes)));
            }
        }
    }

    private static String verdict(Stage stage, String megabytes) throws Exception {
        long start = System.nanoTime();
        try (BridgeProcess bridge = BridgeProcess.start(
                stage.cloud(), stage.broker(), "", "-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError")) {
            if (!stage.awaitAnnounced(bridge)) {
                return "FAILS at the start";
            }
            long announced = (System.nanoTime() - start) / 1_000_000;
            if (!events(stage) || !resync(stage) || !events(stage) || bridge.complained()) {
                return "FAILS at work";
            }
            return "works; announced after %d ms; heap after collection %d kB, resident %d kB"
                    .formatted(announced, bridge.heapKilobytesAfterCollection(), bridge.residentKilobytes());
        }
    }

    /** The whole snapshot again beside the one that is there: the most that is in memory at once. */
    private static boolean resync(Stage stage) throws Exception {
        AtomicInteger infos = new AtomicInteger();
        try (Subscriber client =
                new Subscriber(stage.broker(), "crownstone2mqtt/bridge/info", _ -> infos.incrementAndGet())) {
            happens(() -> infos.get() == 1);
            client.publish("crownstone2mqtt/bridge/request/resync", "PRESS");
            return happens(() -> infos.get() == 2);
        }
    }

    private static boolean events(Stage stage) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        try (Subscriber _ = new Subscriber(stage.broker(), "crownstone2mqtt/+/crownstone/+/state", each -> {
            if (!each.retained()) {
                heard.incrementAndGet();
            }
        })) {
            new Pace(PER_SECOND).run(Duration.ofSeconds(10), () -> {
                SimulatedCrownstone crownstone = stage.crownstones()
                        .get(sent.getAndIncrement() % stage.crownstones().size());
                crownstone.reportState(crownstone.state().orElse(0) > 0 ? 0 : 100);
            });
            return happens(() -> heard.get() >= sent.get());
        }
    }

    private static boolean happens(java.util.concurrent.Callable<Boolean> what) {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(what);
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }
}
