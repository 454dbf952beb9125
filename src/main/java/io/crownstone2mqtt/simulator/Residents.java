package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a home live: people walk from room to room, leave and come back, and switch things by hand. A Crownstone that
 * somebody has just commanded is left alone for a minute, so that nobody's command seems to be undone.
 */
final class Residents implements AutoCloseable {
    private static final Duration HANDS_OFF = Duration.ofSeconds(60);

    private final SimulatedHome home;
    private final Supplier<List<SwitchPacket>> commands;
    private final Random random = new Random(7);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Residents(SimulatedHome home, Supplier<List<SwitchPacket>> commands) {
        this.home = home;
        this.commands = commands;
    }

    static Residents start(SimulatedHome home, Supplier<List<SwitchPacket>> commands, Duration interval) {
        Residents residents = new Residents(home, commands);
        Thread.ofVirtual().name("residents").start(() -> residents.run(interval));
        return residents;
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void run(Duration interval) {
        try {
            while (!stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                step();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thing happens: more often somebody walks or switches than leaves or comes. */
    void step() {
        List<SimulatedSphere> inhabited = home.spheres().stream()
                .filter(sphere -> !sphere.users().isEmpty())
                .toList();
        if (inhabited.isEmpty()) {
            return;
        }
        SimulatedSphere sphere = any(inhabited);
        SimulatedUser user = any(sphere.users());
        if (!sphere.devices.contains(user)) {
            sphere.enter(user);
        } else if (random.nextInt(6) == 0) {
            sphere.exit(user);
        } else if (random.nextBoolean() && !sphere.locations().isEmpty()) {
            any(sphere.locations()).enter(user);
        } else {
            switchSomething(sphere);
        }
    }

    private void switchSomething(SimulatedSphere sphere) {
        Instant recently = home.now().minus(HANDS_OFF);
        List<SimulatedCrownstone> commanded = commands.get().stream()
                .filter(command -> command.at().isAfter(recently))
                .map(SwitchPacket::crownstone)
                .toList();
        List<SimulatedCrownstone> free = sphere.crownstones().stream()
                .filter(crownstone ->
                        crownstone.canSwitch() && crownstone.state().isPresent())
                .filter(crownstone -> !commanded.contains(crownstone))
                .toList();
        if (!free.isEmpty()) {
            SimulatedCrownstone crownstone = any(free);
            crownstone.reportState(crownstone.state().orElse(0) > 0 ? 0 : level(crownstone));
        }
    }

    private double level(SimulatedCrownstone crownstone) {
        return crownstone.dims() ? 10 * (1 + random.nextInt(10)) : 100;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
