package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import java.time.Duration;
import java.util.List;

/**
 * All commands under way.
 *
 * @param pending by Crownstone
 * @param open by sphere, requests that still wait for more commands
 * @param sent requests at the cloud, by number
 */
public record Commands(
        PersistentMap<CrownstoneId, PendingCommands> pending,
        PersistentMap<SphereId, OpenBatch> open,
        PersistentMap<Long, SentBatch> sent,
        long nextBatch) {
    static final Commands NONE = new Commands(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), 1);

    /**
     * A request that still waits for more commands.
     *
     * @param first when its first command came
     * @param latest when its latest came
     */
    record OpenBatch(Duration first, Duration latest, PersistentMap<CrownstoneId, Boolean> crownstones) {
        OpenBatch with(CrownstoneId id, Duration now) {
            return new OpenBatch(first, now, crownstones.with(id, Boolean.TRUE));
        }
    }

    /** One request for several Crownstones of a sphere. */
    record SentBatch(AccountId account, SphereId sphere, List<CrownstoneId> crownstones) {}
}
