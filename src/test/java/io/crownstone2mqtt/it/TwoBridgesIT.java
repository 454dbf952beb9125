package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two bridges with base topics and client ids of their own on one broker, for one Home Assistant. */
class TwoBridgesIT extends WithHiveMq {
    private static final String EVE = "eve@example.com";

    private final RunningBridge other = bridge.neighbour();
    private final SimulatedSphere home = other.home.home.addSphere("Home");

    TwoBridgesIT(HiveMqBroker broker) {
        super(broker);
        home.member(other.home.home.addAccount(EVE, TestHome.PASSWORD, "Eve", null), SphereRole.ADMIN);
        home.addCrownstone(CrownstoneSpec.dimmer("Desk lamp").state(20));
        other.withAccounts(EVE);
    }

    @AfterEach
    void closeOther() {
        other.close();
    }

    private static Map<String, String> discovery(RunningBridge bridge) {
        Map<String, String> found = new TreeMap<>(bridge.retained());
        found.values().removeIf(payload -> !payload.contains("\"" + bridge.topic("bridge/state") + "\""));
        return found;
    }

    private void startBoth() {
        bridge.startAndMirror();
        other.leaveAlone(discovery(bridge));
        other.startAndMirror();
        bridge.leaveAlone(discovery(other));
    }

    /** What one clears of the other's comes back at once, and yet Home Assistant would have lost the entity. */
    private static void assertNeverCleared(RunningBridge bridge) {
        Set<String> topics = discovery(bridge).keySet();
        assertThat(bridge.observer().received())
                .filteredOn(message -> topics.contains(message.topic()))
                .isNotEmpty()
                .noneMatch(message -> message.payload().isEmpty());
    }

    @Test
    void eachHasItsOwnHomeAndLeavesTheOtherAlone() {
        startBoth();

        bridge.publish(LAMP + "/set", "60");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        other.publish(LAMP + "/set", "OFF");
        other.awaitStatuses(LAMP, "accepted", "confirmed");

        assertThat(bridge.switched()).containsExactly("Desk lamp PERCENTAGE 60");
        assertThat(other.switched()).containsExactly("Desk lamp TURN_OFF");
        bridge.awaitMirror();
        other.awaitMirror();
        assertNeverCleared(bridge);
        assertNeverCleared(other);
    }

    @Test
    void oneStopsAndStartsWithAnotherHomeAndTheOtherGoesOn() {
        startBoth();

        bridge.stop();
        bridge.awaitHeld("bridge/state", "offline");
        other.awaitMirror();
        other.publish(LAMP + "/set", "90");
        other.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.home.coffee.remove();
        bridge.home.lamp.rename("Reading lamp");
        bridge.startAndMirror();
        assertThat(bridge.held("home/crownstone/reading-lamp/switch")).isEqualTo("ON");

        other.leaveAlone(discovery(bridge));
        assertThat(other.held(LAMP + "/brightness")).isEqualTo("90");
        assertThat(other.payloads("bridge/state")).containsExactly("online");
        assertThat(other.payloads("home/availability")).containsExactly("online");
        assertNeverCleared(other);
    }
}
