package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentsTest {
    private final SimulatedHome home = DemoHome.create(1, 10);
    private final SimulatedSphere sphere = home.sphere("Home");
    private final List<String> events = new ArrayList<>();
    private final List<SwitchPacket> commands = new ArrayList<>();
    private final Residents residents = new Residents(home, () -> commands);

    private void live(int steps) {
        home.listen((_, json) -> events.add(json));
        for (int i = 0; i < steps; i++) {
            residents.step();
        }
    }

    @Test
    void walksAndSwitches() {
        live(200);
        for (String kind : List.of("enterSphere", "exitSphere", "enterLocation", "exitLocation", "switchStateUpdate")) {
            assertThat(events).anyMatch(event -> event.contains(kind));
        }
    }

    @Test
    void leavesAloneWhatWasJustCommanded() {
        SimulatedCrownstone lamp = sphere.crownstone("Desk lamp");
        commands.add(new SwitchPacket(Instant.now(), DemoHome.EMAIL, lamp, SwitchType.TURN_ON, null));
        live(500);
        assertThat(events).anyMatch(event -> event.contains("switchStateUpdate"));
        assertThat(events).noneMatch(event -> event.contains("switchStateUpdate") && event.contains(lamp.id()));
    }

    @Test
    void takesUpWhatWasCommandedLongAgo() {
        SimulatedCrownstone lamp = sphere.crownstone("Desk lamp");
        commands.add(new SwitchPacket(Instant.now().minusSeconds(61), DemoHome.EMAIL, lamp, SwitchType.TURN_ON, null));
        live(500);
        assertThat(events).anyMatch(event -> event.contains("switchStateUpdate") && event.contains(lamp.id()));
    }

    @Test
    void doesNotTouchWhatCannotSwitchOrNeverReported() {
        live(500);
        assertThat(sphere.crownstone("Dongle").state()).isEmpty();
        assertThat(sphere.crownstone("Guidestone").state()).isEmpty();
        assertThat(sphere.crownstone("Fairy lights").state()).isEmpty();
    }
}
