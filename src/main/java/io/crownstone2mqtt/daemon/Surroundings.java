package io.crownstone2mqtt.daemon;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a daemon has around it that nobody configures.
 *
 * @param clock the time of day, by which logins end and are tried again
 * @param eventsWatchdog an event stream that says nothing for that long is dead; the cloud pings every 30 s
 * @param longestPause before an event stream is tried again, after many failures
 * @param mostEventsWaiting events that come while so many inputs wait are dropped, and the whole picture is taken again
 */
public record Surroundings(InstantSource clock, Duration eventsWatchdog, Duration longestPause, int mostEventsWaiting) {
    /** Those of a bridge at work. */
    public static Surroundings usual() {
        return new Surroundings(InstantSource.system(), Duration.ofSeconds(75), Duration.ofMinutes(5), 50_000);
    }

    public Surroundings withClock(InstantSource other) {
        return new Surroundings(other, eventsWatchdog, longestPause, mostEventsWaiting);
    }

    public Surroundings withEventsWatchdog(Duration silence) {
        return new Surroundings(clock, silence, longestPause, mostEventsWaiting);
    }

    public Surroundings withLongestPause(Duration pause) {
        return new Surroundings(clock, eventsWatchdog, pause, mostEventsWaiting);
    }

    public Surroundings withMostEventsWaiting(int events) {
        return new Surroundings(clock, eventsWatchdog, longestPause, events);
    }
}
