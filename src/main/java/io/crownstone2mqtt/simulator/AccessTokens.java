package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokens that the cloud gave out, by its own clock. */
public final class AccessTokens {
    private static final long MAXIMUM_TTL_SECONDS = 31_556_926;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** An open stream holds it, so that the stream ends with it whatever the REST side has deleted. */
    static final class IssuedToken {
        final String id;
        final SimulatedUser user;
        final Instant created;
        final long ttlSeconds;
        private volatile Instant expiresAt;

        private IssuedToken(String id, SimulatedUser user, Instant created, long ttlSeconds) {
            this.id = id;
            this.user = user;
            this.created = created;
            this.ttlSeconds = ttlSeconds;
            this.expiresAt = created.plusSeconds(ttlSeconds);
        }

        Instant expiresAt() {
            return expiresAt;
        }
    }

    private final Map<String, IssuedToken> tokens = new ConcurrentHashMap<>();
    private final Set<String> issued = ConcurrentHashMap.newKeySet();
    private final SimulatedHome home;
    private final Duration lifetime;
    private final Random random = new Random();

    AccessTokens(SimulatedHome home, Duration lifetime) {
        this.home = home;
        this.lifetime = lifetime;
    }

    IssuedToken issue(SimulatedUser user, @Nullable Long ttlSeconds) {
        long ttl = ttlSeconds == null ? lifetime.toSeconds() : Math.min(ttlSeconds, MAXIMUM_TTL_SECONDS);
        IssuedToken token = new IssuedToken(newId(), user, home.now(), ttl);
        tokens.put(token.id, token);
        issued.add(token.id);
        return token;
    }

    Optional<IssuedToken> find(@Nullable String id) {
        return Optional.ofNullable(id).map(tokens::get);
    }

    boolean isExpired(IssuedToken token) {
        return !home.now().isBefore(token.expiresAt);
    }

    boolean remove(IssuedToken token) {
        return tokens.remove(token.id, token);
    }

    void expireAll() {
        tokens.values().forEach(token -> token.expiresAt = home.now());
    }

    /** How many tokens are still good: a client that logs in without logging out lets them pile up. */
    int alive() {
        return (int) tokens.values().stream().filter(token -> !isExpired(token)).count();
    }

    /** All that were ever given out. */
    Set<String> issued() {
        return Set.copyOf(issued);
    }

    private String newId() {
        return random.ints(64, 0, CHARACTERS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(CHARACTERS.charAt(at)), StringBuilder::append)
                .toString();
    }
}
