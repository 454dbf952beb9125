package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.time.Instant;

/**
 * What a login gave. Times count from when it was received, by our clock: the cloud's own may be hours off.
 *
 * @param hasty got in place of one that was refused while young
 */
record AccessToken(String value, UserId user, Instant received, Duration life, boolean hasty) {
    private static final Duration YOUTH = Duration.ofSeconds(60);

    /** From then on it is replaced before it ends: at nine tenths of its life. */
    Instant renewal() {
        return received.plus(life.multipliedBy(9).dividedBy(10));
    }

    boolean isDue(Instant now) {
        return !now.isBefore(renewal());
    }

    boolean isOver(Instant now) {
        return !now.isBefore(received.plus(life));
    }

    boolean isYoung(Instant now) {
        return now.isBefore(received.plus(YOUTH));
    }

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
