package io.crownstone2mqtt.simulator;

import java.time.Instant;

/** A token that a login gave. An open stream holds it, so that it notices the end whatever the REST side has deleted. */
final class Token {
    private final String id;
    private final SimulatedUser user;
    private final Instant created;
    private final long ttlSeconds;
    private volatile Instant expiresAt;

    Token(String id, SimulatedUser user, Instant created, long ttlSeconds) {
        this.id = id;
        this.user = user;
        this.created = created;
        this.ttlSeconds = ttlSeconds;
        this.expiresAt = created.plusSeconds(ttlSeconds);
    }

    String id() {
        return id;
    }

    SimulatedUser user() {
        return user;
    }

    Instant created() {
        return created;
    }

    long ttlSeconds() {
        return ttlSeconds;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    void expire(Instant now) {
        expiresAt = now;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
