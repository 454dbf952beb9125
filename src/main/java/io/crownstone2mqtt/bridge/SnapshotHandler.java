package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What the cloud answers, and what that makes of the home. */
final class SnapshotHandler {
    /** Before an answer that takes much away is believed it is asked for again. */
    private static final Duration SECOND_THOUGHT = Duration.ofSeconds(5);
    /** Events of people came while it was asked who is there. */
    private static final Duration AGAIN = Duration.ofMillis(1500);

    private final StepContext context;
    private final CommandHandler commands;
    private final ReportHandler reports;
    private final EnergyHandler energy;

    SnapshotHandler(StepContext context, CommandHandler commands, ReportHandler reports, EnergyHandler energy) {
        this.context = context;
        this.commands = commands;
        this.reports = reports;
        this.energy = energy;
    }

    /** False if the answer is not believed yet. */
    boolean received(Input.SnapshotReceived snapshot, Duration askedAt) {
        AccountId account = snapshot.account();
        AccountState before = context.account(account);
        AccountState.Sync had = before.sync();
        Home mirrored = Home.EMPTY;
        PersistentMap<SphereId, Role> roles = PersistentMap.empty();
        for (Sphere sphere : snapshot.home().spheres().values()) {
            if (isMirrored(sphere)) {
                mirrored = mirrored.with(sphere);
                boolean users = !snapshot.missing(sphere.id()).contains(SpherePart.USERS);
                Role known = had.spheres().get(sphere.id());
                roles = roles.with(sphere.id(), users || known == null ? role(snapshot.self(), sphere) : known);
            }
        }
        if (!had.doubted() && takesMuchAway(had.spheres().keySet(), mirrored)) {
            doubt(account, "a snapshot of the cloud lacks much of what was there");
            return false;
        }
        for (Sphere sphere : mirrored.spheres().values()) {
            merge(new Input.SphereReceived(account, sphere, snapshot.missing(sphere.id())), askedAt);
        }
        boolean whole =
                had.whole() || snapshot.missing().values().stream().allMatch(Set.of(SpherePart.PRESENCE)::containsAll);
        Set<SphereId> all = Set.copyOf(snapshot.home().spheres().keySet());
        context.put(
                account,
                before.with(before.stream().synced(all, askedAt))
                        .with(new AccountState.Sync(true, whole, false, roles)));
        for (SphereId sphere : had.spheres().keySet()) {
            if (!roles.containsKey(sphere)) {
                lost(account, sphere, askedAt);
            }
        }
        for (SphereId sphere : mirrored.spheres().keySet()) {
            if (!snapshot.missing(sphere).contains(SpherePart.HUBS)) {
                energy.snapshotReceived(sphere);
            }
        }
        lookForWhatIsMissing();
        if (!had.received()) {
            int crownstones = mirrored.spheres().values().stream()
                    .mapToInt(sphere -> sphere.crownstones().size())
                    .sum();
            context.info("cloud, " + account + ": " + counted(roles.size(), "sphere") + ", "
                    + counted(crownstones, "Crownstone"));
        }
        return true;
    }

    /** What the filter took once stays, whatever it is renamed to. */
    private boolean isMirrored(Sphere sphere) {
        return context.options.spheres().takes(sphere)
                || context.home().sphere(sphere.id()).isPresent();
    }

    private static Role role(UserId self, Sphere sphere) {
        User user = sphere.users().get(self);
        return user == null ? Role.MEMBER : user.role();
    }

    private boolean takesMuchAway(Set<SphereId> had, Home now) {
        return had.stream()
                .flatMap(id -> context.home().sphere(id).stream())
                .anyMatch(known -> now.sphere(known.id())
                        .filter(sphere -> !takesMuchAway(known, sphere))
                        .isEmpty());
    }

    private static boolean takesMuchAway(Sphere known, Sphere now) {
        long left = known.crownstones().keySet().stream()
                .filter(now.crownstones()::containsKey)
                .count();
        return left * 2 < known.crownstones().size();
    }

    private void doubt(AccountId account, String what) {
        context.info("cloud, " + account + ": " + what + ": asking again");
        AccountState state = context.account(account);
        AccountState.Sync sync = state.sync();
        context.put(account, state.with(new AccountState.Sync(sync.received(), sync.whole(), true, sync.spheres())));
        context.fetches.want(account, new FetchScope.Everything(), SECOND_THOUGHT);
    }

    private void lost(AccountId account, SphereId sphere, Duration askedAt) {
        context.fetches.drop(account, sphere);
        if (context.readingAccount(sphere).isEmpty()) {
            context.home()
                    .sphere(sphere)
                    .ifPresent(known -> context.info(known.label() + ": the sphere is gone from " + account));
            energy.forget(sphere);
            context.known = context.known.without(sphere);
            commands.sphereReceived(sphere, askedAt);
        }
    }

    void received(Input.SphereReceived answer, Duration askedAt) {
        Sphere sphere = answer.sphere();
        Sphere known = context.home().sphere(sphere.id()).orElse(null);
        if (known == null || !context.account(answer.account()).spheres().containsKey(sphere.id())) {
            return;
        }
        if (takesMuchAway(known, sphere)) {
            doubt(answer.account(), "an answer about " + known.label() + " lacks much of what was there");
            return;
        }
        merge(answer, askedAt);
        lookForWhatIsMissing();
    }

    /** While anything may be missing nothing is an orphan. */
    private void lookForWhatIsMissing() {
        boolean whole = context.accounts.values().stream()
                .allMatch(account -> account.sync().whole());
        List<String> unmatched = whole ? context.options.spheres().unmatched(context.home()) : List.of();
        List<String> problems = unmatched.stream()
                .map(name -> "cloud.spheres.include: no sphere is called " + name
                        + ": what it matched before stays; correct the name")
                .toList();
        problems.stream()
                .filter(problem -> !context.monitor.problems().contains(problem))
                .forEach(context::warn);
        context.monitor = context.monitor.withProblems(problems);
        context.complete = whole && problems.isEmpty();
    }

    private void merge(Input.SphereReceived answer, Duration askedAt) {
        SphereId id = answer.sphere().id();
        KnownHome before = context.known;
        context.known = before.received(answer, askedAt);
        Sphere now = context.home().sphere(id).orElseThrow();
        Sphere was = before.reported().sphere(id).orElse(null);
        if (was == null) {
            context.wakeBy(context.now.uptime(), new Wake.ForPresence(id));
            if (context.account(answer.account()).sync().received()) {
                String crownstones = counted(now.crownstones().size(), "Crownstone");
                context.info(now.label() + ": a new sphere, " + crownstones);
            }
        } else if (now != was) {
            logChanges(was, now);
            energy.forgetRemoved(was, now);
        }
        reports.received(before, now, askedAt);
        commands.sphereReceived(id, askedAt);
        askAgainForNewerPresence(answer.account(), id, askedAt);
        wakeForHubs(id);
    }

    /** Those that have not been in contact with the cloud for too long count as silent, whether or not it is asked again. */
    void hubsMayBeSilent(SphereId id) {
        context.known = context.known.hubsSilent(id, context.now);
        wakeForHubs(id);
    }

    private void wakeForHubs(SphereId id) {
        context.known.nextSilence(id).ifPresent(at -> context.wakeBy(at, new Wake.ForHubs(id)));
    }

    private void askAgainForNewerPresence(AccountId account, SphereId sphere, Duration askedAt) {
        if (context.known.hasNewerPresence(sphere, askedAt)) {
            context.fetches.want(account, new FetchScope.Whereabouts(sphere), AGAIN);
        }
    }

    /** Only what changed is news. */
    private void logChanges(Sphere was, Sphere now) {
        if (!was.label().equals(now.label())) {
            context.info(was.label() + ": the sphere is called " + now.label() + " now");
        }
        String place = " (" + now.label() + "): ";
        now.crownstones().differences(was.crownstones(), (_, before, after) -> {
            if (before == null && after != null) {
                context.info(after.label() + place + "a new Crownstone");
            } else if (before != null && after == null) {
                context.info(before.label() + place + "the Crownstone was removed");
            } else if (before != null && after != null && !before.label().equals(after.label())) {
                context.info(before.label() + place + "the Crownstone is called " + after.label() + " now");
            }
        });
    }

    void received(Input.PresenceReceived answer, Duration askedAt) {
        context.known = context.known.presenceReceived(answer.sphere(), answer.presence(), askedAt);
        askAgainForNewerPresence(answer.account(), answer.sphere(), askedAt);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
