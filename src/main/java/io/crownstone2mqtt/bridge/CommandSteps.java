package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands on their way. Of each Crownstone one request is under way at a time, for every command wakes all phones of the
 * sphere; while it is, the last command wins. Nothing is sent late or twice.
 */
final class CommandSteps {
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Commands are a row while each comes within that part of the window: more than any finger, less than a scene. */
    private static final int GAPS_A_WINDOW = 2;
    /** How long a row may keep its first command waiting. */
    private static final int MOST_WINDOWS = 10;

    private static final String OVERTAKEN = "a newer command followed";

    private final Turn turn;
    private final Tracks tracks;
    private final Results results;

    CommandSteps(Turn turn) {
        this.turn = turn;
        this.tracks = new Tracks(turn);
        this.results = new Results(turn);
    }

    /** Takes an order that the Crownstone can obey, and shows its effect at once. */
    void take(Sphere sphere, Crownstone crownstone, Order order) {
        CrownstoneId id = crownstone.id();
        Track track = turn.commands.tracks().get(id);
        if (track == null) {
            track = Track.of(sphere.id(), crownstone.state());
        }
        Track.Waiting before = track.waiting();
        if (before != null) {
            results.publish(sphere.id(), id, before.order(), Status.SUPERSEDED, OVERTAKEN);
        }
        Duration since = before == null ? turn.now.uptime() : before.since();
        Duration soon = min(turn.now.in(turn.options.commanding().batchWindow()), longest(since));
        Duration sendAt = max(soon, rested(track));
        SwitchState assumed =
                new SwitchState(order.command().expectedPercentage(), SwitchState.Source.COMMAND, turn.now.wall());
        tracks.put(id, track.with(new Track.Waiting(order, since, sendAt)).assumed(assumed));
        turn.commands = turn.commands.dueBy(sendAt);
        tracks.show(sphere.id(), id, assumed);
        turn.info("%s -> %s (command)".formatted(crownstone.label(), order.command()));
    }

    void due() {
        Duration due = turn.commands.due();
        if (due == null || !turn.now.isPast(due)) {
            return;
        }
        turn.commands = turn.commands.notDue();
        gather();
        Map<SphereId, Map<CrownstoneId, SwitchCommand>> ready = new LinkedHashMap<>();
        Map<String, CrownstoneId> inOrder = new TreeMap<>(byId(turn.commands.tracks()));
        inOrder.values().forEach(id -> due(id, ready));
        if (!ready.isEmpty()) {
            inOrder.values().forEach(id -> join(id, ready));
        }
        ready.forEach(this::send);
    }

    /** While a row of commands for a sphere goes on, those of it that wait for company go on waiting. */
    private void gather() {
        Duration window = turn.options.commanding().batchWindow();
        Map<SphereId, Duration> latest = new HashMap<>();
        turn.commands.tracks().values().stream()
                .filter(CommandSteps::waitsForCompany)
                .forEach(track -> latest.merge(track.sphere(), receivedAt(track), CommandSteps::max));
        turn.commands.tracks().forEach((id, track) -> {
            if (waitsForCompany(track)) {
                Track.Waiting waiting = Objects.requireNonNull(track.waiting());
                Duration row =
                        Objects.requireNonNull(latest.get(track.sphere())).plus(window.dividedBy(GAPS_A_WINDOW));
                Duration sendAt = min(row, longest(waiting.since()));
                if (sendAt.compareTo(waiting.sendAt()) > 0) {
                    tracks.put(id, track.with(waiting.until(sendAt)));
                }
            }
        });
    }

    private Duration longest(Duration since) {
        return since.plus(turn.options.commanding().batchWindow().multipliedBy(MOST_WINDOWS));
    }

    private static boolean waitsForCompany(Track track) {
        return track.waiting() != null && track.waiting().order().attempts() == 0;
    }

    private static Duration receivedAt(Track track) {
        return Objects.requireNonNull(track.waiting()).order().receivedAt();
    }

    /** A command that only waits for company goes along with what leaves for its sphere: every request wakes all phones. */
    private void join(CrownstoneId id, Map<SphereId, Map<CrownstoneId, SwitchCommand>> ready) {
        Track track = turn.commands.tracks().get(id);
        if (track == null || track.waiting() == null || track.sent() != null) {
            return;
        }
        Order order = track.waiting().order();
        Map<CrownstoneId, SwitchCommand> leaving = ready.get(track.sphere());
        if (leaving != null && order.attempts() == 0 && turn.now.isPast(rested(track))) {
            leaving.putIfAbsent(id, order.command());
        }
    }

    private Duration rested(Track track) {
        return track.lastSent().plus(turn.options.commanding().minInterval());
    }

    private static Map<String, CrownstoneId> byId(Map<CrownstoneId, Track> tracks) {
        Map<String, CrownstoneId> ids = new LinkedHashMap<>();
        tracks.keySet().forEach(id -> ids.put(id.value(), id));
        return ids;
    }

    private void due(CrownstoneId id, Map<SphereId, Map<CrownstoneId, SwitchCommand>> ready) {
        Track track = turn.commands.tracks().get(id);
        if (track == null) {
            return;
        }
        track = confirmed(expired(id, track));
        tracks.put(id, track);
        Track.Waiting waiting = track.waiting();
        if (waiting != null && track.sent() == null && turn.now.isPast(waiting.sendAt())) {
            ready.computeIfAbsent(track.sphere(), _ -> new LinkedHashMap<>())
                    .put(id, waiting.order().command());
        }
        Duration rested = rested(track);
        if (!track.isIdle()) {
            turn.commands = turn.commands.dueBy(nextDeadline(track));
        } else if (turn.now.isPast(rested)) {
            turn.commands = turn.commands.without(id);
        } else {
            turn.commands = turn.commands.dueBy(rested);
        }
    }

    private Duration nextDeadline(Track track) {
        Duration next = turn.now.in(turn.options.commanding().confirmWithin());
        Track.Waiting waiting = track.waiting();
        if (waiting != null) {
            Duration expiry = expiry(waiting.order());
            boolean sendable = track.sent() == null && !turn.now.isPast(waiting.sendAt());
            next = min(next, sendable ? min(expiry, waiting.sendAt()) : expiry);
        }
        Track.Accepted accepted = track.accepted();
        return accepted == null || accepted.readingBack() ? next : min(next, accepted.confirmBy());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Duration expiry(Order order) {
        return order.receivedAt().plus(turn.options.commanding().expireAfter());
    }

    private Track expired(CrownstoneId id, Track track) {
        Track.Waiting waiting = track.waiting();
        if (waiting == null || !turn.now.isPast(expiry(waiting.order()))) {
            return track;
        }
        results.publish(
                track.sphere(), id, waiting.order(), Status.EXPIRED, "the cloud could not be asked in time: try again");
        return tracks.putBack(id, track.with((Track.Waiting) null));
    }

    private Track confirmed(Track track) {
        Track.Accepted accepted = track.accepted();
        if (accepted == null || accepted.readingBack() || !turn.now.isPast(accepted.confirmBy())) {
            return track;
        }
        tracks.commander(track.sphere()).ifPresent(account -> tracks.want(account, new Scope.States(track.sphere())));
        return track.with(new Track.Accepted(accepted.order(), accepted.confirmBy(), true));
    }

    private void send(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands) {
        Optional<AccountId> account = tracks.commander(sphere);
        if (account.isEmpty()) {
            return;
        }
        long batch = turn.commands.nextBatch();
        commands.keySet().forEach(id -> {
            Track track = turn.commands.tracks().get(id);
            if (track != null && track.waiting() != null) {
                Order order = track.waiting().order();
                turn.commandNews.add(new CommandNews.Sent(turn.now.uptime().minus(order.receivedAt())));
                Track sent = track.with(new Track.Sent(order.again(), false));
                tracks.put(id, sent.with((Track.Waiting) null).sentAt(turn.now.uptime()));
            }
        });
        turn.commands = turn.commands.begun(new Commands.Batch(account.get(), sphere, List.copyOf(commands.keySet())));
        turn.does(new Effect.Switch(account.get(), batch, sphere, commands));
    }

    void answered(long number, @Nullable CloudProblem problem) {
        Commands.Batch batch = turn.commands.batches().get(number);
        if (batch == null) {
            return;
        }
        turn.commands = turn.commands.ended(number);
        for (CrownstoneId id : batch.crownstones()) {
            Track track = turn.commands.tracks().get(id);
            Track.Sent sent = track == null ? null : track.sent();
            if (track != null && sent != null) {
                Track answered = track.with((Track.Sent) null);
                tracks.put(
                        id,
                        problem == null
                                ? accepted(id, answered, sent)
                                : refused(batch, id, answered, sent.order(), problem));
            }
        }
        turn.commands = turn.commands.dueBy(turn.now.uptime());
    }

    private Track accepted(CrownstoneId id, Track track, Track.Sent sent) {
        Track result = track;
        Track.Accepted before = track.accepted();
        if (before != null) {
            results.publish(track.sphere(), id, before.order(), Status.SUPERSEDED, OVERTAKEN);
            result = result.overtaken(before.order().command());
        }
        results.publish(track.sphere(), id, sent.order(), Status.ACCEPTED, null);
        if (sent.met()) {
            results.publish(track.sphere(), id, sent.order(), Status.CONFIRMED, null);
            return result.with((Track.Accepted) null);
        }
        Duration confirmBy = turn.now.in(turn.options.commanding().confirmWithin());
        return result.with(new Track.Accepted(sent.order(), confirmBy, false));
    }

    private Track refused(Commands.Batch batch, CrownstoneId id, Track track, Order order, CloudProblem problem) {
        if (track.waiting() != null && mayRetry(batch, order, problem)) {
            results.publish(track.sphere(), id, order, Status.SUPERSEDED, OVERTAKEN);
            return track;
        }
        if (mayRetry(batch, order, problem)) {
            return track.with(new Track.Waiting(order, order.receivedAt(), turn.now.in(RETRY)));
        }
        results.publish(track.sphere(), id, order, Status.FAILED, problem.message());
        tracks.want(batch.account(), new Scope.States(batch.sphere()));
        return tracks.putBack(id, track);
    }

    /**
     * Only what surely had no effect is asked again. A batch is all or nothing: when one Crownstone in it was just removed,
     * the others are asked once more when the sphere is known anew.
     */
    private boolean mayRetry(Commands.Batch batch, Order order, CloudProblem problem) {
        return switch (problem) {
            case CloudProblem.Unavailable unavailable -> !unavailable.maybeDone();
            case CloudProblem.Refused _, CloudProblem.NotFound _ -> {
                tracks.want(batch.account(), new Scope.OneSphere(batch.sphere()));
                yield batch.crownstones().size() > 1 && order.attempts() < 2;
            }
            case CloudProblem.WrongCredentials _,
                    CloudProblem.EmailNotVerified _,
                    CloudProblem.MissingCredentials _,
                    CloudProblem.Forbidden _,
                    CloudProblem.Ambiguous _,
                    CloudProblem.AbilityMissing _,
                    CloudProblem.Unreadable _ -> false;
        };
    }
}
