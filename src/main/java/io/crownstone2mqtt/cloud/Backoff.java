package io.crownstone2mqtt.cloud;

import java.time.Duration;

/** How long to wait before the next attempt: doubling from the first to the longest. */
record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** After that many attempts that failed; at least 1. */
    Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /**
     * A part of it by chance, so that not everybody comes back at the same moment.
     *
     * @param random 0 to 1
     */
    Duration after(int failures, double random) {
        return Duration.ofNanos((long) (after(failures).toNanos() * random));
    }
}
