package io.crownstone2mqtt.bridge;

import java.time.Duration;
import java.time.Instant;

/**
 * When a step happens.
 *
 * @param wall for people: shown, never counted with, because clocks jump
 * @param uptime since the start, by a clock that never jumps: every deadline is one of these
 * @param random 0 to below 1, so that many bridges do not do the same at the same time
 */
public record Moment(Instant wall, Duration uptime, double random) {
    Duration in(Duration delay) {
        return uptime.plus(delay);
    }

    boolean isPast(Duration deadline) {
        return deadline.compareTo(uptime) <= 0;
    }
}
