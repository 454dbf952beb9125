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
 */
record AccountState(Connection requests, Connection events, Stream stream, Sync sync) {
    static final AccountState NEW = new AccountState(
            Connection.AWAITED,
            Connection.AWAITED,
            new Stream(null, false, null, null),
            new Sync(false, false, false, PersistentMap.empty()));

    /**
     * Its event stream.
     *
     * @param since since when it is up, null while it is not
     * @param current what is shown is as new as the events: a snapshot was taken since it began, or it was away for less
     *     than the grace
     * @param graceEnd when a lost stream begins to count as offline, null if there is no grace
     * @param spheres those that it reports, null until the snapshot after its start
     */
    record Stream(
            @Nullable Duration since,
            boolean current,
            @Nullable Duration graceEnd,
            @Nullable Set<SphereId> spheres) {
        Stream started(StepTime now) {
            return new Stream(now.uptime(), isCurrent(now), null, null);
        }

        Stream lost(StepTime now, Duration grace) {
            return new Stream(null, false, since != null && current ? now.in(grace) : graceEnd, spheres);
        }

        /** A snapshot with those spheres came: its question was sent at that time. */
        Stream synced(Set<SphereId> all, Duration askedAt) {
            boolean asked = since != null && askedAt.compareTo(since) >= 0;
            return new Stream(since, current || asked, graceEnd, since == null || asked ? all : spheres);
        }

        boolean isUp() {
            return since != null;
        }

        /** Whether events are received, or were until just now. */
        boolean isCurrent(StepTime now) {
            return since != null ? current : graceEnd != null && !now.isPast(graceEnd);
        }
    }

    /**
     * What its snapshots brought.
     *
     * @param received whether there was any
     * @param whole whether there was one with all its parts
     * @param doubted an answer that took much away is being asked for again
     * @param spheres the account's spheres, with its role there
     */
    record Sync(boolean received, boolean whole, boolean doubted, PersistentMap<SphereId, Role> spheres) {}

    AccountState withRequests(Connection connection) {
        return new AccountState(connection, events, stream, sync);
    }

    AccountState withEvents(Connection connection) {
        return new AccountState(requests, connection, stream, sync);
    }

    AccountState with(Stream newStream) {
        return new AccountState(requests, events, newStream, sync);
    }

    AccountState with(Sync newSync) {
        return new AccountState(requests, events, stream, newSync);
    }

    PersistentMap<SphereId, Role> spheres() {
        return sync.spheres();
    }

    /** Its credentials were refused before anything else: only its owner can correct that. */
    boolean isRejected() {
        return !sync.received() && (requests.isRefused() || events.isRefused());
    }

    /** Whether its spheres count as online: the login works and events are received, or were until just now. */
    boolean isOnline(StepTime now, Duration grace) {
        boolean refused = requests instanceof Connection.Troubled trouble
                && trouble.refused()
                && now.isPast(trouble.since().plus(grace));
        return !refused && sync.received() && stream.isCurrent(now);
    }

    boolean maySwitch(SphereId sphere) {
        Role role = spheres().get(sphere);
        return role != null && role.maySwitch();
    }
}
