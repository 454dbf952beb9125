package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Ten thousand events at once: whatever is passed over on the way, the last state of every Crownstone is shown. */
class StreamFloodIT extends CloudInTrouble {
    private static final int CROWNSTONES = 100;

    private final List<SimulatedCrownstone> lamps = new ArrayList<>();

    StreamFloodIT(HiveMqBroker broker) {
        super(broker);
        for (int number = 1; number <= CROWNSTONES; number++) {
            lamps.add(bridge.home.sphere.addCrownstone(
                    CrownstoneSpec.dimmer("Lamp " + number).state(50)));
        }
    }

    /** As many events for each lamp. */
    private void flood(int rounds) {
        for (int round = 1; round <= rounds; round++) {
            for (int lamp = 0; lamp < CROWNSTONES; lamp++) {
                lamps.get(lamp).reportState((round * 7 + lamp) % 101);
            }
        }
    }

    @Test
    void noLastStateIsLostInAFlood() {
        bridge.startAndMirror();

        flood(100);

        bridge.awaitMirror();
        assertThat(log.starting("WARN")).isEmpty();
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
    }

    /** The snapshot is older than the events; it must not put them back. */
    @Test
    void aFloodWhileTheSnapshotIsTakenIsNotForgotten() {
        bridge.startAndMirror();
        long snapshots = bridge.requests("/spheres");
        String before = bridge.held("bridge/info");
        bridge.faults().failNext(SNAPSHOT, new Failure.Outdated(Duration.ofSeconds(2)));

        bridge.publish("bridge/request/resync", "PRESS");
        await().atMost(PATIENCE).until(() -> bridge.requests("/spheres") > snapshots);
        flood(20);
        await().atMost(PATIENCE).until(() -> !Objects.equals(bridge.held("bridge/info"), before));

        bridge.awaitMirror();
        assertThat(log.starting("WARN")).isEmpty();
    }

    @Test
    void eventsThatHadToBeDroppedAreMadeUpForByASnapshot() {
        CountDownLatch free = new CountDownLatch(1);
        AtomicBoolean busy = new AtomicBoolean();
        bridge.with(surroundings -> surroundings.withMostEventsWaiting(1000).withClock(() -> {
                    if (busy.get() && Thread.currentThread().getName().equals("bridge-loop")) {
                        waitFor(free);
                    }
                    return Instant.now();
                }))
                .startAndMirror();

        busy.set(true);
        flood(30);
        free.countDown();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting("WARN events came faster than they could be handled"))
                        .isNotEmpty());
        bridge.awaitMirror();
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        assertThat(log.starting("ERROR")).isEmpty();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
