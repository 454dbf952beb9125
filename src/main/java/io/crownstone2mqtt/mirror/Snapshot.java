package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import java.net.URI;
import java.time.Instant;

/**
 * All that the retained topics are rendered from.
 *
 * @param online the spheres whose account is logged in and hears events
 */
public record Snapshot(Home home, PersistentMap<SphereId, Boolean> online, BridgeInfo info) {
    /** What {@code bridge/info} tells, beside counts. */
    public record BridgeInfo(Instant started, URI cloud, URI broker, Instant lastSync) {}

    boolean isOnline(SphereId sphere) {
        return online.containsKey(sphere);
    }
}
