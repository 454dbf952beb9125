package io.crownstone2mqtt.bridge;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that is wrong and was said once; its end is said once, too.
 *
 * @param since the uptime at which it began
 * @param at when that was, for people
 * @param eventsOnly what is asked for is answered, only what happens is not heard
 */
record Trouble(Duration since, Instant at, String what, boolean eventsOnly) {
    static Trouble begins(Moment now, String what) {
        return new Trouble(now.uptime(), now.wall(), what, false);
    }

    /** The same trouble, better understood. */
    Trouble butSays(String better) {
        return new Trouble(since, at, better, eventsOnly);
    }

    Trouble eventsOnly(boolean only) {
        return new Trouble(since, at, what, only);
    }

    /** How long it lasted, for people: {@code 12 s}, {@code 5 min}, {@code 3 h}. */
    String lasted(Moment now) {
        Duration duration = now.uptime().minus(since);
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
