package io.crownstone2mqtt.simulator;

import java.util.List;

/** Takes switch commands: tells the streams, wakes the phones, and stores no state. */
final class Switchboard {
    private final Traffic traffic;
    private final Phone phone;
    private final CloudClock clock;

    Switchboard(Traffic traffic, Phone phone, CloudClock clock) {
        this.traffic = traffic;
        this.phone = phone;
        this.clock = clock;
    }

    void demandSwitching(SimulatedUser user, SimulatedSphere sphere) {
        if (sphere.roleOf(user).filter(role -> role != SphereRole.GUEST).isEmpty()) {
            throw Refusal.authorizationRequired();
        }
    }

    void send(SimulatedUser user, SimulatedSphere sphere, List<SwitchPacket> packets) {
        packets.forEach(packet -> traffic.switchCommands.add(new SwitchCommand(
                clock.instant(), user.email(), packet.crownstone(), packet.type(), packet.percentage())));
        sphere.command(packets);
        packets.forEach(phone::execute);
    }
}
