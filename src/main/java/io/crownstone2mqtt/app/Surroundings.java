package io.crownstone2mqtt.app;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a daemon has around it that nobody configures.
 *
 * @param clock the time of day, by which logins end and are tried again
 * @param eventsWatchdog an event stream that says nothing for that long is dead; the cloud pings every 30 s
 * @param mostEventsWaiting events that come while so many inputs wait are dropped, and the whole picture is taken again
 */
public record Surroundings(InstantSource clock, Duration eventsWatchdog, int mostEventsWaiting) {
    /** Those of a bridge at work. */
    public static Surroundings usual() {
        return new Surroundings(InstantSource.system(), Duration.ofSeconds(75), 50_000);
    }

    public Surroundings withClock(InstantSource other) {
        return new Surroundings(other, eventsWatchdog, mostEventsWaiting);
    }

    public Surroundings withEventsWatchdog(Duration silence) {
        return new Surroundings(clock, silence, mostEventsWaiting);
    }

    public Surroundings withMostEventsWaiting(int events) {
        return new Surroundings(clock, eventsWatchdog, events);
    }
}
