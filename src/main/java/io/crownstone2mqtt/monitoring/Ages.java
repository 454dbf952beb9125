package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How old each account's snapshot and event stream are. */
final class Ages {
    private final InstantSource clock;
    private final Map<AccountId, Instant> snapshots = new ConcurrentHashMap<>();
    private final Map<AccountId, Instant> streams = new ConcurrentHashMap<>();

    Ages(InstantSource clock) {
        this.clock = clock;
    }

    void snapshotTaken(AccountId account) {
        snapshots.put(account, clock.instant());
    }

    void streamBegan(AccountId account) {
        streams.put(account, clock.instant());
    }

    void streamEnded(AccountId account) {
        streams.remove(account);
    }

    /** In seconds; NaN while there is none. */
    double ofSnapshot(AccountId account) {
        return since(snapshots.get(account));
    }

    double ofStream(AccountId account) {
        return since(streams.get(account));
    }

    double since(@Nullable Instant begin) {
        return begin == null
                ? Double.NaN
                : Duration.between(begin, clock.instant()).toNanos() / 1e9;
    }
}
