package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.Relay;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cloud that is too slow, silent, without end or nowhere: every call has its deadline. */
class CloudLatencyIT extends CloudInTrouble {
    private static final String[] DEADLINE = {"did not answer within 1 s", "says nothing any more"};

    CloudLatencyIT(HiveMqBroker broker) {
        super(broker);
        bridge.with("cloud.request-timeout", "1s");
    }

    @Test
    void anAnswerAfterHalfAMinuteIsNotWaitedFor() {
        bridge.startAndMirror();
        bridge.faults().latency(Duration.ofSeconds(30));
        switchUnheard(0);

        bridge.publish("bridge/request/resync", "PRESS");
        awaitComplaint(DEADLINE);
        bridge.faults().clear();

        assertHeals();
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        bridge.startAndMirror();
        bridge.faults().failAll(SNAPSHOT, new Failure.NeverEnding());
        switchUnheard(0);

        bridge.publish("bridge/request/resync", "PRESS");
        awaitComplaint(DEADLINE);
        bridge.faults().clear();

        assertHeals();
    }

    @Test
    void aCloudThatIsSilentAtTheStartIsWaitedFor() {
        bridge.faults().failAll("/users", new Failure.Silence());
        bridge.start();
        awaitComplaint(DEADLINE);
        assertThat(bridge.held("bridge/state")).isNull();
        bridge.faults().clear();

        assertHeals();
    }

    @Test
    void aNetworkThatSwallowsEverythingIsNoticed() {
        try (Relay network = new Relay(bridge.cloud().apiUrl())) {
            bridge.settings.api(network.url().resolve("/api"));
            bridge.startAndMirror();
            network.stall();
            switchUnheard(0);

            bridge.publish("bridge/request/resync", "PRESS");
            awaitComplaint(DEADLINE);
            network.resume();

            assertHeals();
        }
    }

    @Test
    void aCommandWhoseAnswerIsLateFailsAndIsNotSentAgain() {
        bridge.startAndMirror();
        bridge.faults().latency(Duration.ofSeconds(3));

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "failed");
        assertThat(bridge.results(LAMP).getFirst().path("reason").asString()).containsAnyOf(DEADLINE);
        bridge.faults().clear();

        // The cloud carries it out anyway, late as it is; that is shown like anybody's switching.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF"));
        bridge.awaitHeld(LAMP + "/switch", "OFF");
        bridge.awaitMirror();
        assertThat(bridge.requests("/switch")).isEqualTo(1);
    }

    @Test
    void aNameThatDoesNotResolveIsNamedAndTriedAgain() {
        bridge.settings.api(URI.create("http://name.invalid/api"));
        bridge.settings.events(URI.create("http://name.invalid/sse"));
        bridge.start();

        awaitComplaint("the name of the Crownstone cloud at name.invalid is not known: check cloud.url");
        await().atMost(PATIENCE)
                .until(() -> log.starting("INFO broker: connected").size() == 1);

        assertThat(bridge.gaveUp()).isEmpty();
        assertThat(bridge.held("bridge/state")).isNull();
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
