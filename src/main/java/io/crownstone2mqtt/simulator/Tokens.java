package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokens that the cloud gave out. */
final class Tokens {
    private static final long MAXIMUM_TTL_SECONDS = 31_556_926;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Set<String> issued = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;
    private final Duration lifetime;
    private final Random random = new Random();

    Tokens(InstantSource clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    Token issue(SimulatedUser user, @Nullable Long ttlSeconds) {
        long ttl = ttlSeconds == null ? lifetime.toSeconds() : Math.min(ttlSeconds, MAXIMUM_TTL_SECONDS);
        Token token = new Token(newId(), user, clock.instant(), ttl);
        tokens.put(token.id(), token);
        issued.add(token.id());
        return token;
    }

    Optional<Token> find(@Nullable String id) {
        return Optional.ofNullable(id).map(tokens::get);
    }

    boolean isExpired(Token token) {
        return token.isExpired(clock.instant());
    }

    boolean remove(Token token) {
        return tokens.remove(token.id(), token);
    }

    void expireAll() {
        tokens.values().forEach(token -> token.expire(clock.instant()));
    }

    /** How many tokens are still good: whoever logs in without logging out lets them pile up. */
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
