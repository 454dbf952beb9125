package io.crownstone2mqtt.daemon;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a daemon has around it that nobody configures.
 *
 * @param clock the time of day, by which logins end and are tried again
 * @param eventsWatchdog an event stream that says nothing for that long is dead; the cloud pings every 30 s
 * @param longestPause before an event stream is tried again, after many failures
 * @param mostEventsWaiting events that come while so many inputs wait are dropped, and the whole snapshot is taken again
 */
public record DaemonLimits(InstantSource clock, Duration eventsWatchdog, Duration longestPause, int mostEventsWaiting) {
    /** Those of a bridge at work. */
    public static DaemonLimits usual() {
        return new DaemonLimits(InstantSource.system(), Duration.ofSeconds(75), Duration.ofMinutes(5), 50_000);
    }

    public DaemonLimits withClock(InstantSource other) {
        return new DaemonLimits(other, eventsWatchdog, longestPause, mostEventsWaiting);
    }

    public DaemonLimits withEventsWatchdog(Duration silence) {
        return new DaemonLimits(clock, silence, longestPause, mostEventsWaiting);
    }

    public DaemonLimits withLongestPause(Duration pause) {
        return new DaemonLimits(clock, eventsWatchdog, pause, mostEventsWaiting);
    }

    public DaemonLimits withMostEventsWaiting(int events) {
        return new DaemonLimits(clock, eventsWatchdog, longestPause, events);
    }
}
