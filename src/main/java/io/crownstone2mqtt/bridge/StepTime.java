package io.crownstone2mqtt.bridge;

import java.time.Duration;
import java.time.Instant;

/**
 * When a step happens.
 *
 * @param wall for people: shown, never counted with, because clocks jump
 * @param uptime since the start, by a clock that never jumps: every deadline is one of these
 * @param arrival the uptime at which the input arrived; the step comes later when others were before it
 * @param random 0 to below 1, so that many bridges do not do the same at the same time
 */
public record StepTime(Instant wall, Duration uptime, Duration arrival, double random) {
    /** A step at the very moment when its input arrives. */
    public StepTime(Instant wall, Duration uptime, double random) {
        this(wall, uptime, uptime, random);
    }

    Duration in(Duration delay) {
        return uptime.plus(delay);
    }

    boolean isPast(Duration deadline) {
        return deadline.compareTo(uptime) <= 0;
    }

    /** That much, or up to a tenth more, by chance. */
    Duration aboutIn(Duration delay) {
        return in(delay.plus(delay.multipliedBy(Math.round(random * 100)).dividedBy(1000)));
    }
}
