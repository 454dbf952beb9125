package io.crownstone2mqtt.mqtt;

import java.time.Duration;

/**
 * How long to wait before the next attempt, by what ended the last one. A broker that is away is mostly one being
 * updated, and everybody waits for it: asking costs nothing. One that does not want us, or throws us out for another
 * client, is left alone for longer.
 */
record Pauses(Backoff away, Backoff unwelcome) {
    static final Pauses USUAL = new Pauses(
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    /** How an attempt ended. */
    enum Ending {
        /** There was a connection, and for long enough. */
        LASTED,
        /** No broker was reached. */
        AWAY,
        /** The login was refused, or the connection ended at once. */
        UNWELCOME
    }

    /** @param failures how many attempts have failed since the last connection that lasted */
    Duration after(Ending ending, int failures, double jitter) {
        return switch (ending) {
            case LASTED, AWAY -> away.delay(failures, jitter);
            case UNWELCOME -> unwelcome.delay(failures, jitter);
        };
    }
}
