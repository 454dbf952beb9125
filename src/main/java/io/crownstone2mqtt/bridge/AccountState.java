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
 * @param requests whether what it asks is answered
 * @param events whether it receives events
 * @param streamSince since when its event stream is up, null while it is not
 * @param current what is shown is as new as the events: a snapshot was taken since the stream began, or the stream was
 *     away for less than the grace
 * @param graceEnd when a lost stream begins to count as offline, null if there is no grace
 * @param synced whether a snapshot of its spheres was ever taken
 * @param whole whether a snapshot with all its parts was ever taken
 * @param spheres the account's spheres, with its role there
 * @param streamSpheres the spheres that its stream tells of, null until the snapshot after the stream's start
 * @param doubted an answer that took much away is being asked for again
 */
record AccountState(
        Connection requests,
        Connection events,
        @Nullable Duration streamSince,
        boolean current,
        @Nullable Duration graceEnd,
        boolean synced,
        boolean whole,
        PersistentMap<SphereId, Role> spheres,
        @Nullable Set<SphereId> streamSpheres,
        boolean doubted) {
    static final AccountState NEW = new AccountState(
            Connection.AWAITED,
            Connection.AWAITED,
            null,
            false,
            null,
            false,
            false,
            PersistentMap.empty(),
            null,
            false);

    /** Its credentials were refused before anything else: only its owner can correct that. */
    boolean isRejected() {
        return !synced && (requests.isRefused() || events.isRefused());
    }

    /** Whether waiting longer for this account's snapshot makes sense. */
    boolean isSettled() {
        return synced || isRejected();
    }

    /** Whether its spheres count as online: the login works and events are received, or were until just now. */
    boolean isOnline(StepTime now, Duration grace) {
        boolean loginWorks = !(requests instanceof Connection.Troubled(Duration since, var _, var _, boolean refused))
                || !refused
                || !now.isPast(since.plus(grace));
        return loginWorks && synced && hasEvents(now);
    }

    private boolean hasEvents(StepTime now) {
        return streamSince != null ? current : graceEnd != null && !now.isPast(graceEnd);
    }

    boolean maySwitch(SphereId sphere) {
        Role role = spheres.get(sphere);
        return role != null && role.maySwitch();
    }

    /** A stream that was lost may be lost again at once: it counts as working when it has proved to. */
    AccountState streamStarted(StepTime now) {
        return new AccountState(
                requests,
                events.isTroubled() ? events : Connection.WORKING,
                now.uptime(),
                hasEvents(now),
                null,
                synced,
                whole,
                spheres,
                null,
                doubted);
    }

    AccountState streamLost(StepTime now, Duration grace) {
        boolean until = streamSince != null && current;
        return new AccountState(
                requests,
                events,
                null,
                false,
                until ? now.in(grace) : graceEnd,
                synced,
                whole,
                spheres,
                streamSpheres,
                doubted);
    }

    /** A snapshot came: its question was sent at that time. */
    AccountState synced(
            PersistentMap<SphereId, Role> roles, Set<SphereId> all, boolean nothingMissing, Duration askedAt) {
        boolean since = streamSince != null && askedAt.compareTo(streamSince) >= 0;
        return new AccountState(
                requests,
                events,
                streamSince,
                current || since,
                graceEnd,
                true,
                whole || nothingMissing,
                roles,
                streamSince == null || since ? all : streamSpheres,
                false);
    }

    AccountState withRequests(Connection connection) {
        return new AccountState(
                connection, events, streamSince, current, graceEnd, synced, whole, spheres, streamSpheres, doubted);
    }

    AccountState withEvents(Connection connection) {
        return new AccountState(
                requests, connection, streamSince, current, graceEnd, synced, whole, spheres, streamSpheres, doubted);
    }

    AccountState doubting() {
        return new AccountState(
                requests, events, streamSince, current, graceEnd, synced, whole, spheres, streamSpheres, true);
    }
}
