package io.crownstone2mqtt.retry;

import java.time.Duration;

/**
 * How long to wait before the next attempt: longer each time, from the first pause to the longest.
 *
 * @param growth how many times as long as the one before, above 1
 */
public record Backoff(Duration first, Duration longest, double growth) {
    /** For what costs the other side something, such as a login. */
    public static Backoff doubling(Duration first, Duration longest) {
        return new Backoff(first, longest, 2);
    }

    /**
     * For what costs it little: after any trouble a pause is at most half as long as that lasted, and the first one, as
     * long as {@link #part half or more} of each is waited.
     */
    public static Backoff gentle(Duration first, Duration longest) {
        return new Backoff(first, longest, 1.25);
    }

    /**
     * The part of a pause to wait: half or more, by chance, so that not everybody comes back at the same moment.
     *
     * @param random 0 to 1
     */
    public static double part(double random) {
        return 0.5 + random / 2;
    }

    /** The whole pause after that many attempts that failed; at least 1. */
    public Duration after(int failures) {
        double nanos = first.toNanos() * Math.pow(growth, failures - 1.0);
        return nanos > longest.toNanos() ? longest : Duration.ofNanos(Math.round(nanos));
    }

    /**
     * A part of it.
     *
     * @param part 0 to 1
     */
    public Duration after(int failures, double part) {
        return Duration.ofNanos((long) (after(failures).toNanos() * part));
    }
}
