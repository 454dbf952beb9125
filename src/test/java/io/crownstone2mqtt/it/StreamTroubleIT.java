package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.Relay;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The event stream breaks, falls silent, loses events or says too much: what was missed is asked for. */
class StreamTroubleIT extends CloudInTrouble {
    StreamTroubleIT(HiveMqBroker broker) {
        super(broker);
        bridge.with(surroundings -> surroundings.withEventsWatchdog(Duration.ofSeconds(2)));
    }

    private Relay network() {
        Relay network = new Relay(bridge.cloud().eventsUrl());
        bridge.settings.events(network.url().resolve("/sse"));
        return network;
    }

    private void assertStillHears() {
        bridge.home.lamp.reportState(85);
        bridge.awaitHeld(LAMP + "/brightness", "85");
    }

    @Test
    void aResetIsFollowedByANewStream() {
        try (Relay network = network()) {
            bridge.startAndMirror();

            network.reset();
            bridge.home.lamp.reportState(0);

            awaitComplaint("the connection to the cloud's event stream at 127.0.0.1:");
            assertHeals();
            assertStillHears();
            assertThat(bridge.payloads("home/availability")).containsExactly("online");
        }
    }

    @Test
    void aHalfOpenStreamIsNoticedByItsSilence() {
        try (Relay network = network()) {
            bridge.startAndMirror();

            network.stall();
            bridge.home.lamp.reportState(0);
            awaitComplaint("says nothing any more");
            network.resume();

            assertHeals();
            assertStillHears();
        }
    }

    @Test
    void aStreamWithoutPingsIsNoticedByItsSilence() {
        bridge.startAndMirror();

        bridge.faults().stream().silence(true);
        bridge.home.lamp.reportState(0);
        awaitComplaint("says nothing any more");
        bridge.faults().clear();

        assertHeals();
        assertStillHears();
    }

    @Test
    void eventsThatAreLostWhilePingsGoOnAreFoundByTheNextSnapshot() {
        bridge.with("cloud.resync-interval", "2s").startAndMirror();

        bridge.faults().stream().dropEvents(true);
        bridge.home.lamp.reportState(0);
        bridge.home.coffee.rename("Espresso");
        bridge.home.kitchen.exit(bridge.home.ada);

        bridge.awaitMirror();
        assertThat(bridge.held("home/crownstone/espresso/switch")).isEqualTo("OFF");
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        assertThat(log.starting("WARN")).isEmpty();
    }

    @Test
    void withoutAStreamCommandsWorkAndAreConfirmedByReadingBack() {
        bridge.startAndMirror();

        bridge.faults().stream().refuseConnections(true);
        bridge.faults().stream().cutAll();
        await().atMost(PATIENCE).until(() -> !log.starting(COMPLAINT).isEmpty());
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF");
        bridge.faults().clear();

        bridge.publish("bridge/request/resync", "PRESS");
        assertHeals();
        assertStillHears();
    }

    /** The attempts of an hour, made in seconds: 2 s to 5 min between them would be some thirty. */
    @Test
    void anHourWithoutConnectionIsLoggedOnceAndHealed() {
        bridge.with("cloud.offline-grace", "500ms")
                .with(surroundings -> surroundings.withLongestPause(Duration.ofMillis(100)))
                .startAndMirror();

        bridge.faults().stream().refuseConnections(true);
        bridge.faults().stream().cutAll();
        bridge.home.lamp.reportState(0);
        await("the attempts of an hour")
                .atMost(PATIENCE)
                .until(() -> bridge.cloud().streamRequests().size() > 60);
        bridge.awaitHeld("home/availability", "offline");
        assertThat(log.starting(COMPLAINT)).hasSize(1);
        bridge.faults().clear();

        assertHeals();
        assertStillHears();
        assertThat(bridge.payloads("home/availability")).containsExactly("online", "offline", "online");
        assertThat(bridge.cloud().logins()).hasSize(2); // the bridge's and this test's own
    }

    @Test
    void aLineOfTenMegabytesIsPassedOver() {
        bridge.startAndMirror();

        bridge.faults().stream().line("data:{\"type\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");

        assertStillHears();
        bridge.awaitMirror();
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        assertThat(log.starting("WARN")).isEmpty();
    }

    @Test
    void whatIsUnknownIsNoReasonToAskTheCloudAgainAndAgain() {
        bridge.startAndMirror();
        Map<String, String> before = bridge.retainedOfTheHome();
        int requests = bridge.cloud().requests().size();

        for (int number = 0; number < 1000; number++) {
            bridge.faults().stream().line(state(bridge.home.sphere.id(), "unknown" + number));
            bridge.faults().stream().line(state("unknown" + number, bridge.home.lamp.id()));
        }
        bridge.faults().stream()
                .line("data:{\"type\":\"presence\",\"subType\":\"exitSphere\",\"sphere\":{\"id\":\""
                        + bridge.home.sphere.id() + "\"},\"user\":{\"id\":\"nobody\"}}");
        assertThat(bridge.retainedOfTheHome()).isEqualTo(before);
        assertStillHears();

        assertThat(bridge.cloud().requests()).hasSize(requests);
        assertThat(log.starting("WARN")).isEmpty();
        bridge.awaitMirror();
    }

    private static String state(String sphere, String crownstone) {
        return "data:{\"type\":\"switchStateUpdate\",\"subType\":\"stone\",\"sphere\":{\"id\":\"" + sphere
                + "\"},\"crownstone\":{\"id\":\"" + crownstone + "\",\"percentage\":50}}";
    }
}
