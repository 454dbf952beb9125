package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.MirrorSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts' two connections, requests and events: what is asked for, when, and how it stands with them. */
final class AccountHandler {
    /** A stream may end right after it began: it counts as working when it has lived for that long. */
    private static final Duration PROVED = Duration.ofSeconds(2);
    /** The cloud's client gives up much earlier. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final FetchScope EVERYTHING = new FetchScope.Everything();

    private final StepContext context;
    private final SnapshotHandler snapshots;
    private final ReportHandler reports;
    private final EnergyHandler energy;
    private boolean woken;

    AccountHandler(StepContext context, SnapshotHandler snapshots, ReportHandler reports, EnergyHandler energy) {
        this.context = context;
        this.snapshots = snapshots;
        this.reports = reports;
        this.energy = energy;
    }

    /** A stream that was lost may be lost again at once: it counts as working when it has proved to. */
    void streamStarted(AccountId account) {
        AccountState before = context.account(account);
        Connection events = before.events().isTroubled() ? before.events() : Connection.WORKING;
        context.put(account, before.with(before.stream().started(context.now)).withEvents(events));
        context.wakeBy(context.now.in(PROVED), new Wake.ForAccount(account));
        context.fetches.urge(new FetchQueue.FetchKey(account, EVERYTHING));
    }

    void streamLost(AccountId account, CloudProblem problem) {
        AccountState before = context.account(account);
        Duration grace = context.options.offlineGrace();
        Connection events = troubled(account, before.events(), problem);
        context.put(
                account, before.with(before.stream().lost(context.now, grace)).withEvents(events));
        context.wakeBy(context.now.in(grace), new Wake.ForAccount(account));
        boolean synced = before.sync().received();
        if (synced && !before.events().isTroubled()) {
            // Whether the cloud still answers, and what happened meanwhile, when nothing was received for the grace.
            context.fetches.want(account, EVERYTHING, grace);
        } else if (!synced && !problem.rejectsCredentials()) {
            context.fetches.want(account, EVERYTHING, Duration.ZERO);
        }
        giveUpIfRejected(problem);
    }

    /** Said once for both connections, and once more when it turns out that the credentials are refused. */
    private Connection troubled(AccountId account, Connection before, CloudProblem problem) {
        Connection after = before.troubled(context.now, problem.message(), problem.rejectsCredentials());
        boolean said = troubles(context.account(account))
                .anyMatch(trouble ->
                        !problem.rejectsCredentials() || trouble.problem().equals(problem.message()));
        if (after != before && !said) {
            context.warn("cloud, " + account + ": " + problem.message());
        }
        return after;
    }

    private static Stream<Connection.Troubled> troubles(AccountState account) {
        return Stream.of(account.requests(), account.events())
                .filter(Connection.Troubled.class::isInstance)
                .map(Connection.Troubled.class::cast);
    }

    /** One of its connections works. */
    private void works(AccountId account, AccountState after) {
        AccountState before = context.account(account);
        context.put(account, after);
        if (troubles(after).findAny().isEmpty()) {
            troubles(before)
                    .min(Comparator.comparing(Connection.Troubled::since))
                    .ifPresent(trouble -> context.info(
                            "cloud, %s: connected again after %s".formatted(account, trouble.lasted(context.now))));
        }
    }

    private void giveUpIfRejected(CloudProblem problem) {
        if (problem.rejectsCredentials() && context.accounts.values().stream().allMatch(AccountState::isRejected)) {
            context.run(new Effect.GiveUp(problem.message()));
        }
    }

    void eventsDropped() {
        context.warn("events came faster than they could be handled and some were dropped: taking a snapshot");
        resync();
    }

    /** Asks for everything, and for the stream where it is away. */
    void resync() {
        context.accounts.forEach((account, state) -> {
            context.fetches.urge(new FetchQueue.FetchKey(account, EVERYTHING));
            reconnectIfLost(account, state);
        });
    }

    private void reconnectIfLost(AccountId account, AccountState state) {
        if (!state.stream().isUp() && state.events().isTroubled()) {
            context.run(new Effect.ReconnectStream(account));
        }
    }

    /** Sends a request that is due. */
    void fetchIfDue(FetchQueue.FetchKey key) {
        FetchQueue.FetchProgress fetch = context.fetches.get(key);
        if (fetch.askedAt() != null) {
            if (context.now.isPast(fetch.askedAt().plus(LONGEST_ANSWER))) {
                failed(key, new CloudProblem.Unavailable("the cloud did not answer"));
            }
        } else if (fetch.dueAt() != null && context.now.isPast(fetch.dueAt())) {
            context.fetches.asked(key);
            context.wakeBy(context.now.in(LONGEST_ANSWER), new Wake.ForFetch(key));
            context.run(new Effect.Fetch(key.account(), key.scope()));
        }
    }

    void unanswered(Effect.Fetch fetch, String reason) {
        FetchQueue.FetchKey key = new FetchQueue.FetchKey(fetch.account(), fetch.scope());
        if (context.fetches.get(key).askedAt() != null) {
            failed(key, new CloudProblem.Unavailable(reason));
        }
    }

    /** Reads who is in a sphere if that was not done for the interval: no event tells of people who are timed out. */
    void readPresenceIfOld(SphereId sphere) {
        Duration interval = context.options.presenceInterval();
        if (context.home().sphere(sphere).isEmpty()
                || !context.options.mirror().people().mirrored()) {
            return;
        }
        Duration next = context.known.ageOf(sphere).presence().plus(interval);
        if (context.now.isPast(next)) {
            context.readingAccount(sphere)
                    .ifPresent(account ->
                            context.fetches.want(account, new FetchScope.Whereabouts(sphere), Duration.ZERO));
            next = context.now.aboutIn(interval);
        }
        context.wakeBy(next, new Wake.ForPresence(sphere));
    }

    void answered(Input.Answer answer) {
        FetchQueue.FetchKey key = new FetchQueue.FetchKey(answer.account(), answer.scope());
        Duration askedAt = context.fetches.get(key).askedAt();
        if (askedAt == null) {
            return; // it was given up, or the sphere is gone
        }
        if (answer instanceof Input.FetchFailed(var _, var _, CloudProblem problem)) {
            failed(key, problem);
            return;
        }
        context.fetches.succeeded(key);
        switch (answer) {
            case Input.SnapshotReceived snapshot -> received(snapshot, askedAt);
            case Input.SphereReceived received -> snapshots.received(received, askedAt);
            case Input.StatesReceived(var _, SphereId sphere, var states) ->
                states.forEach((id, state) -> reports.reported(sphere, id, state, askedAt));
            case Input.PresenceReceived received -> snapshots.received(received, askedAt);
            case Input.EnergyPermissionReceived received -> energy.received(received);
            case Input.EnergyReceived received -> energy.received(received);
            case Input.FetchFailed _ -> {}
        }
        if (!isEnergy(key.scope())) {
            requestsWork(key.account());
        }
    }

    private void received(Input.SnapshotReceived snapshot, Duration askedAt) {
        AccountId account = snapshot.account();
        AccountState.Stream before = context.account(account).stream();
        if (!snapshots.received(snapshot, askedAt)) {
            return; // it took much away: asked again first
        }
        AccountState.Stream after = context.account(account).stream();
        if (after.isUp()) {
            if (before.spheres() != null
                    && after.spheres() != null
                    && !before.spheres().equals(after.spheres())) {
                context.run(new Effect.ReconnectStream(account));
            }
            if (after.current()) {
                eventsWork(account);
            }
        }
        context.lastSync = context.now.wall();
        Duration next = context.now.aboutIn(context.options.resyncInterval());
        context.fetches.want(account, EVERYTHING, next.minus(context.now.uptime()));
    }

    /** An answer came: the login works, and so does whatever else failed, unless it still does. */
    private void requestsWork(AccountId account) {
        AccountState state = context.account(account);
        List<FetchQueue.FetchKey> failing = context.fetches.failing(account).toList();
        if (state.requests().isRefused()) {
            failing.forEach(context.fetches::urge);
        } else if (!failing.isEmpty()) {
            return;
        }
        if (state.requests().isTroubled()) {
            reconnectIfLost(account, state);
        }
        works(account, state.withRequests(Connection.WORKING));
    }

    private void eventsWork(AccountId account) {
        works(account, context.account(account).withEvents(Connection.WORKING));
    }

    /** From another server: what it answers says nothing of the account. */
    private static boolean isEnergy(FetchScope scope) {
        return scope instanceof FetchScope.Meters || scope instanceof FetchScope.EnergyPermission;
    }

    private void failed(FetchQueue.FetchKey key, CloudProblem problem) {
        switch (key.scope()) {
            case FetchScope.Meters(SphereId sphere) -> energyFailed(key, sphere, problem);
            case FetchScope.EnergyPermission(SphereId sphere) -> energyFailed(key, sphere, problem);
            case FetchScope.Everything _, FetchScope.OneSphere _, FetchScope.States _, FetchScope.Whereabouts _ ->
                requestFailed(key, problem);
        }
    }

    private void energyFailed(FetchQueue.FetchKey key, SphereId sphere, CloudProblem problem) {
        context.fetches.succeeded(key);
        energy.failed(key.scope(), sphere, problem);
    }

    private void requestFailed(FetchQueue.FetchKey key, CloudProblem problem) {
        AccountId account = key.account();
        boolean part = !key.scope().equals(EVERYTHING);
        if (part && (problem instanceof CloudProblem.Forbidden || problem instanceof CloudProblem.NotFound)) {
            context.fetches.drop(key);
            context.fetches.want(account, EVERYTHING, SOON);
        } else {
            context.fetches.failed(key, retryAfter(problem));
            AccountState state = context.account(account);
            context.put(account, state.withRequests(troubled(account, state.requests(), problem)));
            context.wakeBy(context.now.in(context.options.offlineGrace()), new Wake.ForAccount(account));
            giveUpIfRejected(problem);
        }
        if (key.scope() instanceof FetchScope.States(SphereId sphere)) {
            reports.unread(sphere, problem);
        }
    }

    private static @Nullable Duration retryAfter(CloudProblem problem) {
        return problem instanceof CloudProblem.Unavailable unavailable ? unavailable.retryAfter() : null;
    }

    void wake(AccountId account) {
        woken = true;
        Duration since = context.account(account).stream().since();
        if (since != null && context.now.isPast(since.plus(PROVED))) {
            eventsWork(account);
        }
    }

    /** Which spheres count as online now, and how it stands with the accounts: derived from the accounts' connections. */
    void updateOnline() {
        if (context.accounts == context.before.accounts() && !woken) {
            return;
        }
        PersistentMap<SphereId, Boolean> online = PersistentMap.empty();
        for (AccountState state : context.accounts.values()) {
            if (state.isOnline(context.now, context.options.offlineGrace())) {
                for (SphereId sphere : state.spheres().keySet()) {
                    online = online.with(sphere, Boolean.TRUE);
                }
            }
        }
        if (!online.equals(context.online)) {
            context.online = online;
        }
        List<MirrorSource.AccountLink> links = Health.links(context.accounts);
        if (!links.equals(context.monitor.accounts())) {
            context.monitor = context.monitor.with(links);
        }
    }
}
