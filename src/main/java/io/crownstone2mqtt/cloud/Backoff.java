package io.crownstone2mqtt.cloud;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: longer each time, from the first pause to the longest.
 *
 * @param growth how many times as long as the one before, above 1
 */
record Backoff(Duration first, Duration longest, double growth) {
    /** For what costs the cloud something, such as a login. */
    static Backoff doubling(Duration first, Duration longest) {
        return new Backoff(first, longest, 2);
    }

    /** For what costs it little: after any outage a pause is at most half as long as that lasted, and the first one. */
    static Backoff gentle(Duration first, Duration longest) {
        return new Backoff(first, longest, 1.25);
    }

    /** The part of a pause that is waited: half or more, by chance, so that not everybody comes back at the same moment. */
    static double chance() {
        return ThreadLocalRandom.current().nextDouble(0.5, 1);
    }

    /** After that many attempts that failed; at least 1. */
    Duration after(int failures) {
        double nanos = first.toNanos() * Math.pow(growth, failures - 1.0);
        return nanos > longest.toNanos() ? longest : Duration.ofNanos(Math.round(nanos));
    }

    /**
     * A part of it.
     *
     * @param part 0 to 1
     */
    Duration after(int failures, double part) {
        return Duration.ofNanos((long) (after(failures).toNanos() * part));
    }
}
