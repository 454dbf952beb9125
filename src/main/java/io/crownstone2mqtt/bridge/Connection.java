package io.crownstone2mqtt.bridge;

import java.time.Duration;
import java.time.Instant;

/**
 * How it stands with one connection: an account's requests, its events, or the broker. Whatever is said about
 * availability and health is derived from these.
 */
public sealed interface Connection {
    /** Nothing has been tried, or answered, yet. */
    record Awaited() implements Connection {}

    record Working() implements Connection {}

    /**
     * It does not work. That was said once; its end is said once, too.
     *
     * @param since the uptime at which it began
     * @param at when {@code problem} was said, for people
     * @param problem one line for people
     * @param refused the other side does not accept our credentials
     */
    record Troubled(Duration since, Instant at, String problem, boolean refused) implements Connection {
        /** How long it lasted, for people: {@code 12 s}, {@code 5 min}, {@code 3 h}. */
        String lasted(StepTime now) {
            Duration duration = now.uptime().minus(since);
            if (duration.toMinutes() < 2) {
                return duration.toSeconds() + " s";
            }
            return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
        }
    }

    Connection AWAITED = new Awaited();
    Connection WORKING = new Working();

    /** The trouble continues with its first problem, unless the credentials are refused now and were not before. */
    default Connection troubled(StepTime now, String problem, boolean refused) {
        if (this instanceof Troubled before) {
            boolean news = refused && !(before.refused() && before.problem().equals(problem));
            boolean over = before.refused() && !refused;
            return news || over ? new Troubled(before.since(), now.wall(), problem, refused) : before;
        }
        return new Troubled(now.uptime(), now.wall(), problem, refused);
    }

    default boolean isWorking() {
        return this instanceof Working;
    }

    default boolean isTroubled() {
        return this instanceof Troubled;
    }

    default boolean isRefused() {
        return this instanceof Troubled troubled && troubled.refused();
    }
}
