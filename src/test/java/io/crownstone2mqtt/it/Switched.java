package io.crownstone2mqtt.it;

import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SwitchPacket;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.util.List;

/** What a cloud was told to switch. */
final class Switched {
    private Switched() {}

    /** Such as {@code Desk lamp PERCENTAGE 40}, in order. */
    static List<String> texts(SimulatedCloud cloud) {
        return cloud.switchCommands().stream().map(Switched::text).toList();
    }

    private static String text(SwitchPacket command) {
        Double percentage = command.percentage();
        String level = command.type() == SwitchType.PERCENTAGE && percentage != null ? " " + percentage.intValue() : "";
        return command.crownstone().name().orElse("?") + " " + command.type() + level;
    }
}
