package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Connection;
import io.crownstone2mqtt.bridge.Health;
import io.crownstone2mqtt.monitoring.HealthReport.ConnectionReport;
import io.crownstone2mqtt.monitoring.HealthReport.ConnectionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Keeps the state after each step, and reports the bridge's health to any thread that asks. */
public final class HealthWatch implements Consumer<BridgeState> {
    /** The loop steps every 5 s when nothing happens. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final StatusLine line;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private volatile BridgeState state;
    private volatile List<ConnectionReport> parts;
    private volatile long steppedAt;

    /**
     * Knows only the state before the first step.
     *
     * @param zone in which times are shown
     * @param nanos a clock that never jumps
     */
    public HealthWatch(BridgeState initial, ZoneId zone, InstantSource clock, LongSupplier nanos) {
        this.line = new StatusLine(zone);
        this.clock = clock;
        this.nanos = nanos;
        this.state = initial;
        this.parts = parts(initial.health(), clock.instant());
        this.steppedAt = nanos.getAsLong();
    }

    @Override
    public void accept(BridgeState next) {
        if (!next.connectedAs(state)) {
            parts = since(parts(next.health(), clock.instant()), parts);
        }
        state = next;
        steppedAt = nanos.getAsLong();
    }

    /** The state after the last step. */
    public BridgeState state() {
        return state;
    }

    /** Its health now. */
    public HealthReport report() {
        Health health = state.health();
        Duration silence = Duration.ofNanos(nanos.getAsLong() - steppedAt);
        boolean alive = silence.compareTo(LONGEST_SILENCE) <= 0;
        return new HealthReport(
                alive,
                alive && health.well(),
                alive ? line.of(health) : hangs(silence),
                clock.instant(),
                parts,
                health.refused());
    }

    private static String hangs(Duration silence) {
        return "the bridge has not moved for " + silence.toSeconds() + " s: restart it, and report it with its log";
    }

    private static List<ConnectionReport> parts(Health health, Instant now) {
        List<ConnectionReport> parts = new ArrayList<>();
        parts.add(part("broker", health.broker(), now));
        for (Health.AccountHealth account : health.accounts()) {
            parts.add(part(account.id() + ": picture", account.requests(), now));
            parts.add(part(account.id() + ": events", account.events(), now));
        }
        return parts;
    }

    private static ConnectionReport part(String name, Connection connection, Instant now) {
        return switch (connection) {
            case Connection.Awaited _ -> new ConnectionReport(name, ConnectionStatus.AWAITED, now, null);
            case Connection.Working _ -> new ConnectionReport(name, ConnectionStatus.WORKING, now, null);
            case Connection.Troubled trouble ->
                new ConnectionReport(name, ConnectionStatus.TROUBLED, trouble.at(), trouble.problem());
        };
    }

    /** What has not changed keeps its time. */
    private static List<ConnectionReport> since(List<ConnectionReport> parts, List<ConnectionReport> before) {
        return parts.stream()
                .map(part -> before.stream()
                        .filter(part::isAs)
                        .findFirst()
                        .map(old -> new ConnectionReport(part.name(), part.status(), old.since(), part.why()))
                        .orElse(part))
                .toList();
    }
}
