package io.crownstone2mqtt.mqtt;

import java.time.Duration;

/**
 * How long to wait before the next attempt: twice as long each time, up to a limit, and of that a random part, so
 * that many clients of a broker that comes back do not all arrive at once.
 */
record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /**
     * @param failures how many attempts have failed since the last good connection, 0 for none
     * @param jitter 0 (inclusive) to 1 (exclusive)
     */
    Duration delay(int failures, double jitter) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration ceiling = doubled.compareTo(longest) > 0 ? longest : doubled;
        return Duration.ofNanos((long) (ceiling.toNanos() * jitter));
    }
}
