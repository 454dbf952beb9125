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

    private final StepContext context;
    private final SnapshotHandler snapshots;
    private boolean woken;

    AccountHandler(StepContext context, SnapshotHandler snapshots) {
        this.context = context;
        this.snapshots = snapshots;
    }

    void streamStarted(AccountId account) {
        context.put(account, context.account(account).streamStarted(context.now));
        context.wakeBy(context.now.in(PROVED), new Wake.Account(account));
        context.urge(everything(account));
    }

    private static FetchQueue.Key everything(AccountId account) {
        return new FetchQueue.Key(account, new FetchScope.Everything());
    }

    void streamLost(AccountId account, CloudProblem problem) {
        AccountState before = context.account(account);
        Duration grace = context.options.offlineGrace();
        context.put(
                account, before.streamLost(context.now, grace).withEvents(troubled(account, before.events(), problem)));
        context.wakeBy(context.now.in(grace), new Wake.Account(account));
        if (!before.events().isTroubled() || !before.synced()) {
            askWithoutEvents(account, problem, before.synced());
        }
        giveUpIfRejected(problem);
    }

    /** Whether the cloud still answers, and what happened meanwhile: once, when nothing was received for the grace. */
    private void askWithoutEvents(AccountId account, CloudProblem problem, boolean synced) {
        boolean now = !synced && !problem.rejectsCredentials();
        if (now || synced) {
            context.want(account, new FetchScope.Everything(), now ? Duration.ZERO : context.options.offlineGrace());
        }
    }

    /** Said once for both connections, and once more when it turns out that the credentials are refused. */
    private Connection troubled(AccountId account, Connection before, CloudProblem problem) {
        Connection after = before.troubled(context.now, problem.message(), problem.rejectsCredentials());
        AccountState state = context.account(account);
        boolean said = Stream.of(state.requests(), state.events())
                .anyMatch(each -> each instanceof Connection.Troubled trouble
                        && (!problem.rejectsCredentials() || trouble.problem().equals(problem.message())));
        if (after != before && !said) {
            context.warn("cloud, " + account + ": " + problem.message());
        }
        return after;
    }

    private void work(AccountId account, AccountState after) {
        AccountState before = context.account(account);
        context.put(account, after);
        boolean over = !after.requests().isTroubled() && !after.events().isTroubled();
        Stream.of(before.events(), before.requests())
                .filter(Connection.Troubled.class::isInstance)
                .map(Connection.Troubled.class::cast)
                .filter(_ -> over)
                .min(Comparator.comparing(Connection.Troubled::since))
                .ifPresent(trouble -> context.info(
                        "cloud, %s: connected again after %s".formatted(account, trouble.lasted(context.now))));
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
            context.urge(everything(account));
            if (state.streamSince() == null && state.events().isTroubled()) {
                context.run(new Effect.ReconnectStream(account));
            }
        });
    }

    /** Sends a request that is due. */
    void fetchIfDue(FetchQueue.Key key) {
        FetchQueue.Fetch fetch = context.fetches.get(key);
        if (fetch.askedAt() != null) {
            if (context.now.isPast(fetch.askedAt().plus(LONGEST_ANSWER))) {
                failed(key, new CloudProblem.Unavailable("the cloud did not answer"));
            }
        } else if (fetch.dueAt() != null && context.now.isPast(fetch.dueAt())) {
            context.fetches = context.fetches.asked(key, context.now.uptime());
            context.wakeBy(context.now.in(LONGEST_ANSWER), new Wake.Fetch(key));
            context.run(new Effect.Fetch(key.account(), key.scope()));
        }
    }

    void unanswered(Effect.Fetch fetch, String reason) {
        FetchQueue.Key key = new FetchQueue.Key(fetch.account(), fetch.scope());
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
        if (!context.now.isPast(next)) {
            context.wakeBy(next, new Wake.Presence(sphere));
            return;
        }
        context.readingAccount(sphere)
                .ifPresent(account -> context.want(account, new FetchScope.Presence(sphere), Duration.ZERO));
        context.wakeBy(context.now.aboutIn(interval), new Wake.Presence(sphere));
    }

    void answered(Input.Answer answer) {
        FetchQueue.Key key = new FetchQueue.Key(answer.account(), answer.scope());
        Duration askedAt = context.fetches.get(key).askedAt();
        if (askedAt == null) {
            return; // it was given up, or the sphere is gone
        }
        if (answer instanceof Input.FetchFailed(var _, var _, CloudProblem problem)) {
            failed(key, problem);
            return;
        }
        context.fetches = context.fetches.succeeded(key);
        context.wakeFor(key);
        switch (answer) {
            case Input.SnapshotReceived snapshot -> received(snapshot, askedAt);
            case Input.SphereReceived received -> snapshots.received(received, askedAt);
            case Input.StatesReceived received -> snapshots.received(received, askedAt);
            case Input.PresenceReceived received -> snapshots.received(received, askedAt);
            case Input.FetchFailed _ -> {}
        }
        requestsWork(key.account());
    }

    private void received(Input.SnapshotReceived snapshot, Duration askedAt) {
        AccountId account = snapshot.account();
        AccountState before = context.account(account);
        if (!snapshots.received(snapshot, askedAt)) {
            return; // it took much away: asked again first
        }
        AccountState after = context.account(account);
        boolean otherSpheres = before.streamSpheres() != null
                && after.streamSpheres() != null
                && !before.streamSpheres().equals(after.streamSpheres());
        if (otherSpheres && after.streamSince() != null) {
            context.run(new Effect.ReconnectStream(account));
        }
        if (after.current() && after.streamSince() != null) {
            eventsWork(account);
        }
        context.lastSync = context.now.wall();
        context.want(account, new FetchScope.Everything(), aboutTheInterval());
    }

    private Duration aboutTheInterval() {
        return context.now.aboutIn(context.options.resyncInterval()).minus(context.now.uptime());
    }

    /** An answer came: the login works, and so does whatever else failed, unless it still does. */
    private void requestsWork(AccountId account) {
        AccountState state = context.account(account);
        List<FetchQueue.Key> failing = context.fetches.failing(account).toList();
        if (state.requests().isRefused()) {
            failing.forEach(context::urge);
        }
        if (!state.requests().isRefused() && !failing.isEmpty()) {
            return;
        }
        if (state.requests().isTroubled()
                && state.streamSince() == null
                && state.events().isTroubled()) {
            context.run(new Effect.ReconnectStream(account));
        }
        work(account, state.withRequests(Connection.WORKING));
    }

    private void eventsWork(AccountId account) {
        work(account, context.account(account).withEvents(Connection.WORKING));
    }

    private void failed(FetchQueue.Key key, CloudProblem problem) {
        AccountId account = key.account();
        boolean part = !(key.scope() instanceof FetchScope.Everything);
        if (part && (problem instanceof CloudProblem.Forbidden || problem instanceof CloudProblem.NotFound)) {
            context.fetches = context.fetches.dropped(key);
            context.want(account, new FetchScope.Everything(), SOON);
        } else {
            context.fetches = context.fetches.failed(key, context.now, retryAfter(problem));
            context.wakeFor(key);
            AccountState state = context.account(account);
            context.put(account, state.withRequests(troubled(account, state.requests(), problem)));
            context.wakeBy(context.now.in(context.options.offlineGrace()), new Wake.Account(account));
            giveUpIfRejected(problem);
        }
        if (key.scope() instanceof FetchScope.States(SphereId sphere)) {
            snapshots.statesUnread(sphere, problem);
        }
    }

    private static @Nullable Duration retryAfter(CloudProblem problem) {
        return problem instanceof CloudProblem.Unavailable unavailable ? unavailable.retryAfter() : null;
    }

    void wake(AccountId account) {
        woken = true;
        AccountState state = context.account(account);
        if (state.streamSince() != null
                && context.now.isPast(state.streamSince().plus(PROVED))) {
            eventsWork(account);
        }
    }

    /** Which spheres count as online now, and how it stands with the accounts: derived from the accounts' connections. */
    void updateOnline() {
        if (context.accounts == context.before.accounts() && !woken) {
            return;
        }
        Duration grace = context.options.offlineGrace();
        PersistentMap<SphereId, Boolean> online = PersistentMap.empty();
        for (AccountState state : context.accounts.values()) {
            if (state.isOnline(context.now, grace)) {
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
