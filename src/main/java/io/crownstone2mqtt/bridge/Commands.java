package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import java.time.Duration;
import java.util.List;

/**
 * All commands under way.
 *
 * @param open by sphere, the Crownstones whose commands wait for company
 * @param batches requests at the cloud, by number
 */
record Commands(
        PersistentMap<CrownstoneId, PendingCommands> pending,
        PersistentMap<SphereId, OpenBatch> open,
        PersistentMap<Long, Batch> batches,
        long nextBatch) {
    static final Commands NONE = new Commands(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), 1);

    /**
     * A request that still waits for more commands.
     *
     * @param first when its first command came
     * @param latest when its latest came
     */
    record OpenBatch(Duration first, Duration latest, PersistentMap<CrownstoneId, Boolean> crownstones) {}

    /** One request for several Crownstones of a sphere. */
    record Batch(AccountId account, SphereId sphere, List<CrownstoneId> crownstones) {}

    Commands with(CrownstoneId id, PendingCommands commands) {
        return new Commands(pending.with(id, commands), open, batches, nextBatch);
    }

    Commands without(CrownstoneId id) {
        return new Commands(pending.without(id), open, batches, nextBatch);
    }

    Commands with(SphereId sphere, OpenBatch batch) {
        return new Commands(pending, open.with(sphere, batch), batches, nextBatch);
    }

    Commands withoutOpen(SphereId sphere) {
        return new Commands(pending, open.without(sphere), batches, nextBatch);
    }

    boolean waitsForCompany(SphereId sphere, CrownstoneId id) {
        OpenBatch batch = open.get(sphere);
        return batch != null && batch.crownstones().containsKey(id);
    }

    Commands sent(Batch batch) {
        return new Commands(pending, open, batches.with(nextBatch, batch), nextBatch + 1);
    }

    Commands answered(long batch) {
        return new Commands(pending, open, batches.without(batch), nextBatch);
    }
}
