package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.retry.Backoff;
import java.time.Duration;

/**
 * How long to wait before the next attempt, by what ended the last one. A broker that is away is usually one being
 * updated, and everybody waits for it: asking costs nothing. One that refuses us, or disconnects us for another
 * client, is left alone for longer.
 */
public record ReconnectDelays(Backoff away, Backoff unwelcome) {
    static final ReconnectDelays USUAL = new ReconnectDelays(
            Backoff.gentle(Duration.ofSeconds(1), Duration.ofSeconds(8)),
            Backoff.gentle(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    /** How an attempt ended. */
    enum Ending {
        /** There was a connection, and for long enough. */
        LASTED,
        /** No broker was reached. */
        AWAY,
        /** The login was refused, or the connection ended at once. */
        UNWELCOME
    }

    /**
     * Before the next attempt.
     *
     * @param failures how many connections have ended or were not made since one lasted, that one included; at least 1
     * @param part of the pause to wait, 0 to 1
     */
    Duration after(Ending ending, int failures, double part) {
        return switch (ending) {
            case LASTED, AWAY -> away.after(failures, part);
            case UNWELCOME -> unwelcome.after(failures, part);
        };
    }
}
