package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.SphereId;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one account.
 *
 * @param streaming its event stream is up
 * @param online logged in and hearing events, or lost for less than the grace
 * @param offlineAt when a loss begins to count
 * @param pictured its spheres were fetched at least once
 * @param rejected its credentials were refused before that
 * @param spheres the account's spheres, with its role there
 * @param heard the spheres that its stream tells of, null until the picture after the stream's start
 * @param trouble what is wrong, as it was said
 */
record CloudSide(
        boolean streaming,
        boolean online,
        @Nullable Duration offlineAt,
        boolean pictured,
        boolean rejected,
        PersistentMap<SphereId, Role> spheres,
        @Nullable Set<SphereId> heard,
        @Nullable Backlog backlog,
        @Nullable Trouble trouble) {
    static final CloudSide NEW =
            new CloudSide(false, false, null, false, false, PersistentMap.empty(), null, null, null);

    /** Whether waiting longer for this account's picture makes sense. */
    boolean settled() {
        return pictured || rejected;
    }

    /** Whether its event stream was lost and is not back. */
    boolean waitsForEvents() {
        return !streaming && trouble != null;
    }

    /** Whether it was lost, and what was asked for failed as well. */
    boolean waitsForTheCloud() {
        return !streaming && trouble != null && !trouble.eventsOnly();
    }

    boolean maySwitch(SphereId sphere) {
        Role role = spheres.get(sphere);
        return role != null && role.maySwitch();
    }

    CloudSide started() {
        return new CloudSide(true, online, null, pictured, rejected, spheres, null, backlog, trouble);
    }

    CloudSide lost(Duration offlineFrom) {
        Duration from = offlineAt == null && online ? offlineFrom : offlineAt;
        return new CloudSide(false, online, from, pictured, rejected, spheres, heard, backlog, trouble);
    }

    CloudSide offline() {
        return new CloudSide(streaming, false, null, pictured, rejected, spheres, heard, backlog, trouble);
    }

    CloudSide refused() {
        return new CloudSide(streaming, online, offlineAt, pictured, true, spheres, heard, backlog, trouble);
    }

    CloudSide pictured(PersistentMap<SphereId, Role> roles, Set<SphereId> all) {
        return new CloudSide(streaming, streaming || online, offlineAt, true, false, roles, all, backlog, trouble);
    }

    CloudSide with(@Nullable Backlog newBacklog) {
        return new CloudSide(streaming, online, offlineAt, pictured, rejected, spheres, heard, newBacklog, trouble);
    }

    CloudSide with(@Nullable Trouble newTrouble) {
        return new CloudSide(streaming, online, offlineAt, pictured, rejected, spheres, heard, backlog, newTrouble);
    }
}
