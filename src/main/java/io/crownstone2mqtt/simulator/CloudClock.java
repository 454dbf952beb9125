package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The cloud's own clock, which may be wrong or may be moved on to let tokens expire. */
final class CloudClock implements InstantSource {
    private final InstantSource source;
    private final AtomicReference<Duration> skew = new AtomicReference<>(Duration.ZERO);

    CloudClock(InstantSource source) {
        this.source = source;
    }

    void skew(Duration ahead) {
        skew.set(ahead);
    }

    @Override
    public Instant instant() {
        return source.instant().plus(skew.get()).truncatedTo(ChronoUnit.MILLIS);
    }
}
