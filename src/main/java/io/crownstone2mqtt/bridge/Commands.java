package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All commands under way.
 *
 * @param batches requests at the cloud, by number
 * @param due when to look through the tracks again: never later than the first deadline in them
 */
record Commands(
        PersistentMap<CrownstoneId, Track> tracks,
        PersistentMap<Long, Batch> batches,
        long nextBatch,
        @Nullable Duration due) {
    static final Commands NONE = new Commands(PersistentMap.empty(), PersistentMap.empty(), 1, null);

    /** One request for several Crownstones of a sphere. */
    record Batch(AccountId account, SphereId sphere, List<CrownstoneId> crownstones) {}

    Commands with(CrownstoneId id, Track track) {
        return new Commands(tracks.with(id, track), batches, nextBatch, due);
    }

    Commands without(CrownstoneId id) {
        return new Commands(tracks.without(id), batches, nextBatch, due);
    }

    Commands begun(Batch batch) {
        return new Commands(tracks, batches.with(nextBatch, batch), nextBatch + 1, due);
    }

    Commands ended(long batch) {
        return new Commands(tracks, batches.without(batch), nextBatch, due);
    }

    Commands dueBy(Duration deadline) {
        return due != null && due.compareTo(deadline) <= 0 ? this : new Commands(tracks, batches, nextBatch, deadline);
    }

    Commands notDue() {
        return new Commands(tracks, batches, nextBatch, null);
    }
}
