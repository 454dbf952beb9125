package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A phone near the Crownstones: executes each command after a moment and reports the state that follows. Commands for one
 * Crownstone are executed in the order in which they were given.
 */
public final class Phone implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("phone").factory());
    private final Map<String, Queue<Double>> waiting = new ConcurrentHashMap<>();
    private volatile Duration minimum;
    private volatile Duration maximum;
    private volatile boolean inRange = true;
    private volatile boolean presenceRequired;

    Phone(Duration minimum, Duration maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** How long a command takes, from the cloud's broadcast to the reported state. */
    public void delay(Duration atLeast, Duration atMost) {
        minimum = atLeast;
        maximum = atMost;
    }

    /** With nobody in range commands are accepted by the cloud and never happen. */
    public void inRange(boolean somebody) {
        inRange = somebody;
    }

    /**
     * As in the real cloud: a command happens only where somebody is present or a hub runs. Without this, a phone is in
     * every sphere.
     */
    public void requirePresence(boolean required) {
        presenceRequired = required;
    }

    private boolean reaches(SimulatedSphere sphere) {
        return presenceRequired ? sphere.hasRunningHub() || (inRange && !sphere.devices.isEmpty()) : inRange;
    }

    void execute(SwitchPacket packet) {
        OptionalDouble state = packet.crownstone().stateAfter(packet);
        if (reaches(packet.crownstone().sphere()) && state.isPresent() && !executor.isShutdown()) {
            Queue<Double> states =
                    waiting.computeIfAbsent(packet.crownstone().id(), _ -> new ConcurrentLinkedQueue<>());
            states.add(state.getAsDouble());
            var _ = executor.schedule(() -> next(packet.crownstone(), states), delayNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Whichever task is first executes the command that was first. */
    private static void next(SimulatedCrownstone crownstone, Queue<Double> states) {
        Double state = states.poll();
        if (state != null) {
            crownstone.reportState(state);
        }
    }

    private long delayNanos() {
        long spread = Math.max(0, maximum.minus(minimum).toNanos());
        return minimum.toNanos() + ThreadLocalRandom.current().nextLong(spread + 1);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
