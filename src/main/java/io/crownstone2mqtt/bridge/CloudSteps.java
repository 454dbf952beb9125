package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.Snapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the cloud says, and what to ask it. */
final class CloudSteps {
    private static final Duration ROUND_TRIP = Duration.ofMillis(1);

    private final Turn turn;
    private final ReportSteps reports;
    private final EventSteps events;

    CloudSteps(Turn turn, ReportSteps reports) {
        this.turn = turn;
        this.reports = reports;
        this.events = new EventSteps(turn, reports);
    }

    void started(AccountId account) {
        turn.put(account, turn.account(account).started());
        want(account, new Scope.Everything(), Duration.ZERO);
    }

    void lost(AccountId account, CloudProblem problem) {
        turn.put(account, turn.account(account).lost(turn.now.in(turn.options.offlineGrace())));
        boolean first = turn.account(account).trouble() == null;
        trouble(account, problem);
        if (first || problem.rejectsCredentials()) {
            concernsEventsOnly(account, !problem.rejectsCredentials());
        }
        if (!problem.rejectsCredentials()) {
            askWithoutEvents(account, first);
        }
    }

    /** Whether the cloud still answers, and what happened meanwhile: once, when nothing was heard for the grace. */
    private void askWithoutEvents(AccountId account, boolean first) {
        if (!turn.account(account).pictured()) {
            want(account, new Scope.Everything(), Duration.ZERO);
        } else if (first) {
            want(account, new Scope.Everything(), turn.options.offlineGrace());
        }
    }

    private void trouble(AccountId account, CloudProblem problem) {
        CloudSide side = turn.account(account);
        if (problem.rejectsCredentials() && !side.pictured()) {
            side = side.refused();
        }
        Trouble known = side.trouble();
        boolean news =
                problem.rejectsCredentials() && (known == null || !known.what().equals(problem.message()));
        if (known == null || news) {
            turn.warn("cloud, " + account + ": " + problem.message());
            side = side.with(
                    known == null ? Trouble.begins(turn.now, problem.message()) : known.butSays(problem.message()));
        }
        turn.put(account, side);
        if (turn.accounts.values().stream().allMatch(each -> each.rejected() && !each.pictured())) {
            turn.does(new Effect.GiveUp(problem.message()));
        }
    }

    private void concernsEventsOnly(AccountId account, boolean only) {
        CloudSide side = turn.account(account);
        Trouble trouble = side.trouble();
        if (trouble != null && trouble.eventsOnly() != only) {
            turn.put(account, side.with(trouble.eventsOnly(only)));
        }
    }

    void heard(AccountId account, HomeEvent event) {
        if (turn.fetches.anyInFlight(account)) {
            keep(account, event);
        }
        events.apply(account, event);
    }

    private void keep(AccountId account, HomeEvent event) {
        CloudSide side = turn.account(account);
        if (Backlog.sizeOf(side.backlog()) < Backlog.MOST) {
            turn.put(account, side.with(Backlog.plus(side.backlog(), event)));
        } else {
            want(account, new Scope.Everything(), Duration.ZERO);
        }
    }

    void dropped() {
        turn.warn(
                "events came faster than they could be worked off and some were dropped: taking the whole picture again");
        resync();
    }

    void resync() {
        for (Map.Entry<AccountId, CloudSide> entry : turn.accounts.entrySet()) {
            want(entry.getKey(), new Scope.Everything(), Duration.ZERO);
            if (entry.getValue().waitsForEvents()) {
                turn.does(new Effect.ReconnectStream(entry.getKey()));
            }
        }
    }

    void want(AccountId account, Scope scope, Duration delay) {
        turn.fetches = turn.fetches.wanted(new Fetches.Key(account, scope), turn.now.in(delay));
    }

    void taken(AccountId account, UserId self, Home fetched) {
        CloudSide before = turn.account(account);
        Set<SphereId> all = new HashSet<>(fetched.spheres().keySet());
        PersistentMap<SphereId, Role> roles = PersistentMap.empty();
        for (Sphere sphere : fetched.spheres().values()) {
            if (turn.options.spheres().takes(sphere)) {
                turn.home = turn.home.with(HomeMerge.merge(turn.home.spheres().get(sphere.id()), sphere));
                roles = roles.with(sphere.id(), roleOf(self, sphere));
            }
        }
        turn.put(account, before.pictured(roles, all));
        before.spheres().keySet().forEach(this::forgetIfNobodysAnyMore);
        boolean hearsOthers = before.heard() != null && !before.heard().equals(all);
        boolean cameBack = before.waitsForTheCloud();
        if (cameBack) {
            concernsEventsOnly(account, true); // the stream is called for once, however soon it ends again
        }
        if (hearsOthers || cameBack) {
            turn.does(new Effect.ReconnectStream(account));
        }
        turn.lastSync = turn.now.wall();
        finished(account, new Scope.Everything());
        Duration interval = turn.options.resyncInterval();
        want(
                account,
                new Scope.Everything(),
                interval.plus(interval.multipliedBy(Math.round(turn.now.random() * 10))
                        .dividedBy(100)));
        turn.info("cloud, %s: %s, %s"
                .formatted(account, counted(roles.size(), "sphere"), counted(crownstones(roles), "Crownstone")));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private int crownstones(PersistentMap<SphereId, Role> spheres) {
        return spheres.keySet().stream()
                .flatMap(id -> turn.home.sphere(id).stream())
                .mapToInt(sphere -> sphere.crownstones().size())
                .sum();
    }

    private static Role roleOf(UserId self, Sphere sphere) {
        return Optional.ofNullable(sphere.users().get(self)).map(User::role).orElse(Role.MEMBER);
    }

    private void forgetIfNobodysAnyMore(SphereId sphere) {
        if (turn.accounts.values().stream().noneMatch(side -> side.spheres().containsKey(sphere))) {
            turn.home = turn.home.without(sphere);
        }
    }

    /** Whatever failed before has succeeded by now. */
    private void recovered(AccountId account) {
        CloudSide side = turn.account(account);
        Trouble trouble = side.trouble();
        if (trouble == null || turn.fetches.anyOpen(account, turn.now)) {
            return;
        }
        if (side.streaming()) {
            turn.info("cloud, %s: well again after %s".formatted(account, trouble.lasted(turn.now)));
            turn.put(account, side.with((Trouble) null));
        } else {
            concernsEventsOnly(account, true);
        }
    }

    void taken(AccountId account, Sphere sphere) {
        if (turn.account(account).spheres().containsKey(sphere.id())) {
            turn.home = turn.home.with(HomeMerge.merge(turn.home.spheres().get(sphere.id()), sphere));
        }
        finished(account, new Scope.OneSphere(sphere.id()));
    }

    void peopleRead(AccountId account, Input.PeopleRead read) {
        turn.home = turn.home.change(
                read.sphere(),
                sphere -> sphere.presence().equals(read.presence()) ? sphere : sphere.withPresence(read.presence()));
        finished(account, new Scope.People(read.sphere()));
    }

    void statesRead(AccountId account, Input.StatesRead read) {
        read.states().forEach((id, state) -> events.stateRead(read.sphere(), id, state));
        finished(account, new Scope.States(read.sphere()));
        reports.readBack(read.sphere(), null);
    }

    /** Ends a fetch: what was heard since it began is newer than what it brought. */
    private void finished(AccountId account, Scope scope) {
        Fetches.Key key = new Fetches.Key(account, scope);
        Backlog mark = turn.fetches.markOf(key);
        turn.fetches = turn.fetches.succeeded(key);
        Backlog.since(mark, turn.account(account).backlog()).forEach(event -> events.apply(account, event));
        reports.afterPicture();
        forgetBacklog(account);
        recovered(account);
    }

    private void forgetBacklog(AccountId account) {
        CloudSide side = turn.account(account);
        if (side.backlog() != null && !turn.fetches.anyInFlight(account)) {
            turn.put(account, side.with((Backlog) null));
        }
    }

    void failed(AccountId account, Scope scope, CloudProblem problem) {
        Fetches.Key key = new Fetches.Key(account, scope);
        boolean whole = scope instanceof Scope.Everything;
        if (!whole && problem instanceof CloudProblem.Forbidden) {
            turn.fetches = turn.fetches.dropped(key);
            want(account, new Scope.Everything(), ROUND_TRIP);
        } else {
            Duration retryAfter =
                    problem instanceof CloudProblem.Unavailable unavailable ? unavailable.retryAfter() : null;
            turn.fetches = turn.fetches.failed(key, turn.now, retryAfter);
            trouble(account, problem);
            concernsEventsOnly(account, false);
        }
        if (problem.rejectsCredentials()) {
            turn.put(account, turn.account(account).lost(turn.now.in(turn.options.offlineGrace())));
        }
        if (scope instanceof Scope.States(SphereId sphere)) {
            reports.readBack(sphere, problem);
        }
        forgetBacklog(account);
    }

    /** Sends what is due, and notes who has been silent for too long. */
    void due() {
        for (Map.Entry<AccountId, CloudSide> entry : turn.accounts.entrySet()) {
            Duration offlineAt = entry.getValue().offlineAt();
            if (offlineAt != null && turn.now.isPast(offlineAt)) {
                turn.put(entry.getKey(), entry.getValue().offline());
            }
        }
        for (Optional<Fetches.Key> key = turn.fetches.due(turn.now);
                key.isPresent();
                key = turn.fetches.due(turn.now)) {
            Fetches.Key each = key.get();
            turn.fetches = turn.fetches.begun(each, turn.account(each.account()).backlog());
            turn.does(new Effect.Fetch(each.account(), each.scope()));
        }
    }

    Optional<Duration> nextDeadline() {
        return turn.accounts.values().stream()
                .flatMap(side -> Optional.ofNullable(side.offlineAt()).stream())
                .min(Duration::compareTo);
    }

    /** Which spheres count as online now, and how it stands with the accounts. Only an account's picture brings or takes spheres: no event needs to look. */
    void online() {
        if (turn.accounts == turn.accountsBefore) {
            return;
        }
        PersistentMap<SphereId, Boolean> online = turn.online;
        for (SphereId sphere : turn.home.spheres().keySet()) {
            boolean heard = turn.accounts.values().stream()
                    .anyMatch(side -> side.online() && side.spheres().containsKey(sphere));
            online = heard ? online.with(sphere, Boolean.TRUE) : online.without(sphere);
        }
        turn.online = online;
        List<Snapshot.AccountLink> links = Health.links(turn.accounts);
        if (!links.equals(turn.monitor.accounts())) {
            turn.monitor = new Snapshot.Monitor(links, turn.monitor.logLevel());
        }
    }
}
