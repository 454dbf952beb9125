package io.crownstone2mqtt.bridge;

import java.time.Duration;

/** Something that is wrong and was said once; its end is said once, too. */
record Trouble(Duration since, String what) {
    /** How long it lasted, for people: {@code 12 s}, {@code 5 min}, {@code 3 h}. */
    String lasted(Moment now) {
        Duration duration = now.uptime().minus(since);
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
