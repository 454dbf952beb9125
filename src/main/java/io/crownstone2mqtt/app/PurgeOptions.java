package io.crownstone2mqtt.app;

import org.jspecify.annotations.Nullable;

/**
 * What is removed, and how.
 *
 * @param baseTopic of an earlier configuration; null for that of this one, as the next two
 * @param yes without asking
 * @param force though the broker holds that the bridge is online
 */
record PurgeOptions(
        @Nullable String baseTopic,
        @Nullable String discoveryPrefix,
        @Nullable String clientId,
        boolean yes,
        boolean force,
        boolean json) {}
