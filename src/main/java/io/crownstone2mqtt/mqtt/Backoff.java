package io.crownstone2mqtt.mqtt;

import java.time.Duration;

/**
 * How long to wait before the next attempt: a quarter longer each time, up to a limit. Up to half of it is left to
 * chance, so that many clients of a broker that comes back do not all arrive at once. After any trouble a pause is at
 * most half as long as that lasted, and the first one: who has just been let in again is soon there.
 */
record Backoff(Duration first, Duration longest) {
    private static final double GROWTH = 1.25;

    /**
     * @param failures how many attempts have failed since the last good connection, 0 for none
     * @param jitter 0 (inclusive) to 1 (exclusive)
     */
    Duration delay(int failures, double jitter) {
        double grown = first.toNanos() * Math.pow(GROWTH, failures);
        double ceiling = Math.min(grown, (double) longest.toNanos());
        return Duration.ofNanos((long) (ceiling * (1 + jitter) / 2));
    }
}
