package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the cloud answers, and what that makes of the home. */
final class SnapshotHandler {
    /** Before an answer that takes much away is believed it is asked for again. */
    private static final Duration SECOND_THOUGHT = Duration.ofSeconds(5);
    /** Events told of people while it was asked who is there. */
    private static final Duration AGAIN = Duration.ofMillis(1500);

    private final StepContext context;
    private final CommandHandler commands;
    private final ReportHandler reports;

    SnapshotHandler(StepContext context, CommandHandler commands, ReportHandler reports) {
        this.context = context;
        this.commands = commands;
        this.reports = reports;
    }

    /** False if the answer is not believed yet. */
    boolean received(Input.SnapshotReceived snapshot, Duration askedAt) {
        AccountId account = snapshot.account();
        AccountState before = context.account(account);
        Home taken = Home.EMPTY;
        PersistentMap<SphereId, Role> roles = PersistentMap.empty();
        for (Sphere sphere : snapshot.home().spheres().values()) {
            if (isMirrored(sphere)) {
                taken = taken.with(sphere);
                boolean users = !snapshot.withoutUsers().contains(sphere.id());
                Role known = before.spheres().get(sphere.id());
                roles = roles.with(sphere.id(), users || known == null ? role(snapshot.self(), sphere) : known);
            }
        }
        if (!before.doubted() && takesMuchAway(before.spheres().keySet(), taken)) {
            doubt(account, "a snapshot of the cloud lacks much of what was there");
            return false;
        }
        for (Sphere sphere : taken.spheres().values()) {
            SphereId id = sphere.id();
            boolean users = !snapshot.withoutUsers().contains(id);
            boolean presence = !snapshot.withoutPresence().contains(id);
            received(account, new KnownHome.Answer(sphere, users, presence), askedAt);
        }
        context.put(
                account,
                before.synced(
                        roles,
                        Set.copyOf(snapshot.home().spheres().keySet()),
                        snapshot.withoutUsers().isEmpty(),
                        askedAt));
        for (SphereId sphere : before.spheres().keySet()) {
            if (!roles.containsKey(sphere)) {
                lost(account, sphere, askedAt);
            }
        }
        lookForWhatIsMissing();
        if (!before.synced()) {
            context.info("cloud, %s: %s, %s"
                    .formatted(account, counted(roles.size(), "sphere"), counted(crownstones(taken), "Crownstone")));
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

    private boolean takesMuchAway(Set<SphereId> had, Home taken) {
        return had.stream()
                .anyMatch(id -> context.home()
                        .sphere(id)
                        .filter(known -> taken.sphere(id).isEmpty()
                                || takesMuchAway(known, taken.sphere(id).orElseThrow()))
                        .isPresent());
    }

    private static boolean takesMuchAway(Sphere known, Sphere now) {
        long left = known.crownstones().keySet().stream()
                .filter(now.crownstones()::containsKey)
                .count();
        return left * 2 < known.crownstones().size();
    }

    private void doubt(AccountId account, String what) {
        context.info("cloud, %s: %s: asking again".formatted(account, what));
        context.put(account, context.account(account).doubting());
        context.want(account, new FetchScope.Everything(), SECOND_THOUGHT);
    }

    private void lost(AccountId account, SphereId sphere, Duration askedAt) {
        context.fetches = context.fetches.withoutSphere(account, sphere);
        if (context.readingAccount(sphere).isEmpty()) {
            context.home()
                    .sphere(sphere)
                    .ifPresent(known -> context.info(known.label() + ": the sphere is gone from " + account));
            context.known = context.known.without(sphere);
            commands.sphereReceived(sphere, askedAt);
        }
    }

    void received(Input.SphereReceived received, Duration askedAt) {
        Sphere sphere = received.sphere();
        AccountState account = context.account(received.account());
        Sphere known = context.home().sphere(sphere.id()).orElse(null);
        if (!account.spheres().containsKey(sphere.id()) || known == null) {
            return;
        }
        if (takesMuchAway(known, sphere)) {
            doubt(received.account(), "an answer about " + known.label() + " lacks much of what was there");
            return;
        }
        received(received.account(), new KnownHome.Answer(sphere, received.users(), received.presence()), askedAt);
        lookForWhatIsMissing();
    }

    /** While anything may be missing nothing is an orphan. */
    private void lookForWhatIsMissing() {
        boolean whole = context.accounts.values().stream().allMatch(AccountState::whole);
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

    private void received(AccountId account, KnownHome.Answer answer, Duration askedAt) {
        SphereId id = answer.sphere().id();
        KnownHome before = context.known;
        context.known = before.received(answer, askedAt);
        Sphere now = context.home().sphere(id).orElseThrow();
        Sphere was = before.reported().sphere(id).orElse(null);
        if (now != was) {
            logChanges(account, was, now);
        }
        if (was == null) {
            context.wakeBy(context.now.uptime(), new Wake.Presence(id));
        }
        reports.received(before, now, askedAt);
        commands.sphereReceived(id, askedAt);
        presenceReceived(account, id, askedAt);
    }

    private void presenceReceived(AccountId account, SphereId sphere, Duration askedAt) {
        if (context.known.hasNewerPresence(sphere, askedAt)) {
            context.want(account, new FetchScope.Presence(sphere), AGAIN);
        }
    }

    /** Only what changed is news. */
    private void logChanges(AccountId account, @Nullable Sphere was, Sphere now) {
        if (was == null) {
            if (context.account(account).synced()) {
                context.info(now.label() + ": a new sphere, "
                        + counted(now.crownstones().size(), "Crownstone"));
            }
            return;
        }
        if (!was.label().equals(now.label())) {
            context.info("%s: the sphere is called %s now".formatted(was.label(), now.label()));
        }
        now.crownstones().differences(was.crownstones(), (_, before, after) -> {
            if (before == null && after != null) {
                context.info("%s (%s): a new Crownstone".formatted(after.label(), now.label()));
            } else if (before != null && after == null) {
                context.info("%s (%s): the Crownstone was removed".formatted(before.label(), now.label()));
            } else if (before != null && after != null && !before.label().equals(after.label())) {
                context.info("%s (%s): the Crownstone is called %s now"
                        .formatted(before.label(), now.label(), after.label()));
            }
        });
    }

    void received(Input.StatesReceived received, Duration askedAt) {
        received.states().forEach((id, state) -> reports.reported(received.sphere(), id, state, askedAt));
    }

    void statesUnread(SphereId sphere, CloudProblem problem) {
        commands.statesUnread(sphere, problem);
    }

    void received(Input.PresenceReceived received, Duration askedAt) {
        context.known = context.known.presenceReceived(received.sphere(), received.presence(), askedAt);
        presenceReceived(received.account(), received.sphere(), askedAt);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static int crownstones(Home home) {
        return home.spheres().values().stream()
                .mapToInt(sphere -> sphere.crownstones().size())
                .sum();
    }
}
