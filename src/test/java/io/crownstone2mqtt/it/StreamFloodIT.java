package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand events at once: whatever is passed over on the way, the last state of every Crownstone is shown. */
class StreamFloodIT extends CloudInTrouble {
    private static final int CROWNSTONES = 100;
    private static final int ROUNDS = 100;

    private final List<SimulatedCrownstone> lamps = new ArrayList<>();

    StreamFloodIT(HiveMqBroker broker) {
        super(broker);
        for (int number = 1; number <= CROWNSTONES; number++) {
            lamps.add(bridge.home.sphere.addCrownstone(
                    CrownstoneSpec.dimmer("Lamp " + number).state(50)));
        }
    }

    private void flood() {
        for (int round = 1; round <= ROUNDS; round++) {
            for (int lamp = 0; lamp < CROWNSTONES; lamp++) {
                lamps.get(lamp).reportState((round * 7 + lamp) % 101);
            }
        }
    }

    @Test
    void noLastStateIsLostInAFlood() {
        bridge.startAndMirror();

        flood();

        bridge.awaitMirror(HEALED);
        assertThat(log.starting("WARN")).isEmpty();
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
    }

    @Test
    void aFloodWhileThePictureIsTakenIsNotForgotten() {
        bridge.startAndMirror();
        long pictures = bridge.requests("/presentPeople");
        bridge.faults().latency(Duration.ofMillis(700));

        bridge.publish("bridge/request/resync", "");
        flood();
        await().atMost(PATIENCE).until(() -> bridge.requests("/presentPeople") > pictures);
        bridge.faults().clear();

        bridge.awaitMirror(HEALED);
        assertThat(log.starting("WARN")).isEmpty();
    }

    @Test
    void eventsThatHadToBeDroppedAreMadeUpForByAPicture() {
        bridge.with(surroundings -> surroundings.withMostEventsWaiting(5)).startAndMirror();

        flood();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting("WARN events came faster than they could be worked off"))
                        .isNotEmpty());
        bridge.awaitMirror(HEALED);
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
