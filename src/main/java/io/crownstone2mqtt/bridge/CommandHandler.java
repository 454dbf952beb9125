package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Command.Stage;
import io.crownstone2mqtt.bridge.Commands.OpenBatch;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Commands on their way. Of each Crownstone one request is under way at a time, for every command wakes all phones of the
 * sphere; while it is, the last command wins. Nothing is sent late or twice.
 */
final class CommandHandler {
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** A command that changes nothing is confirmed by no event (seen at the real cloud). */
    private static final Duration NOTHING_TO_REPORT = Duration.ofMillis(1500);
    /** The cloud's client gives up much earlier. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private static final Duration LONGEST_READING = Duration.ofSeconds(30);
    /** Commands belong together while each comes within that part of the window: more than any finger, less than a scene. */
    private static final int GAPS_A_WINDOW = 2;
    /** How long more and more commands may keep the first one waiting. */
    private static final int MOST_WINDOWS = 10;

    static final String ONLY_A_GUEST = "not allowed: the account is only a guest in this sphere";
    private static final String REMOVED = "the Crownstone was removed from the sphere";
    private static final String NOT_READ = "nothing was reported, and the state could not be read back";

    private final StepContext context;
    private final Results results;
    /** What leaves at the end of this step. */
    private final Map<SphereId, TreeSet<CrownstoneId>> ready = new LinkedHashMap<>();

    CommandHandler(StepContext context, Results results) {
        this.context = context;
        this.results = results;
    }

    /** A command that the Crownstone can obey: from now on its effect is shown. */
    void received(Sphere sphere, Crownstone crownstone, Command command) {
        CrownstoneId id = crownstone.id();
        PendingCommands known = context.commands.pending().get(id);
        PendingCommands pending = known == null ? PendingCommands.none(sphere.id()) : known;
        pending = results.superseded(id, pending, pending.queued().stream().toList())
                .with(command);
        context.commands = context.commands.with(id, pending);
        context.info("%s -> %s (command)".formatted(crownstone.label(), command.order()));
        Duration expiry = expiry(command);
        if (context.now.isPast(expiry)) {
            wake(id);
        } else {
            context.wakeBy(expiry, new Wake.Command(id));
            queue(id, pending);
        }
    }

    private void queue(CrownstoneId id, PendingCommands pending) {
        if (pending.sent().isPresent()) {
            return; // it goes on when the answer comes
        }
        Duration rested = rested(pending);
        if (context.now.isPast(rested)) {
            joinBatch(pending.sphere(), id);
        } else {
            context.wakeBy(rested, new Wake.Command(id));
        }
    }

    private void joinBatch(SphereId sphere, CrownstoneId id) {
        Duration now = context.now.uptime();
        OpenBatch open = context.commands.open().get(sphere);
        OpenBatch joined = open == null
                ? new OpenBatch(
                        now, now, PersistentMap.<CrownstoneId, Boolean>empty().with(id, Boolean.TRUE))
                : new OpenBatch(open.first(), now, open.crownstones().with(id, Boolean.TRUE));
        context.commands = context.commands.with(sphere, joined);
        if (open == null || !open.latest().equals(now)) {
            context.wakeBy(sendAt(joined), new Wake.OpenBatch(sphere));
        }
    }

    /** While commands for a sphere follow each other closely, those of them that wait for company go on waiting. */
    private Duration sendAt(OpenBatch open) {
        Duration window = context.options.commanding().batchWindow();
        Duration wanted = later(open.first().plus(window), open.latest().plus(window.dividedBy(GAPS_A_WINDOW)));
        Duration longest = open.first().plus(window.multipliedBy(MOST_WINDOWS));
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Duration rested(PendingCommands pending) {
        return pending.lastSent().plus(context.options.commanding().minInterval());
    }

    private Duration expiry(Command command) {
        return command.receivedAt().plus(context.options.commanding().expireAfter());
    }

    void wakeBatch(SphereId sphere) {
        OpenBatch open = context.commands.open().get(sphere);
        if (open != null && context.now.isPast(sendAt(open))) {
            readyOf(sphere);
        }
    }

    private TreeSet<CrownstoneId> readyOf(SphereId sphere) {
        return ready.computeIfAbsent(sphere, _ -> new TreeSet<>(Comparator.comparing(CrownstoneId::value)));
    }

    /** Looks what is due for one Crownstone. */
    void wake(CrownstoneId id) {
        PendingCommands pending = context.commands.pending().get(id);
        if (pending == null) {
            return;
        }
        pending = readBackIfDue(id, expired(id, pending));
        context.commands = context.commands.with(id, pending);
        if (isSendable(pending) && !context.commands.waitsForCompany(pending.sphere(), id)) {
            readyOf(pending.sphere()).add(id);
        } else if (pending.inOrder().isEmpty()) {
            forgetWhenRested(id, pending);
        } else {
            wakeWhenSendable(id, pending);
        }
    }

    private void wakeWhenSendable(CrownstoneId id, PendingCommands pending) {
        pending.queued()
                .filter(_ -> pending.sent().isEmpty())
                .map(Command::stage)
                .filter(Stage.Queued.class::isInstance)
                .map(stage -> later(rested(pending), ((Stage.Queued) stage).notBefore()))
                .filter(at -> !context.now.isPast(at))
                .ifPresent(at -> context.wakeBy(at, new Wake.Command(id)));
    }

    private void forgetWhenRested(CrownstoneId id, PendingCommands pending) {
        Duration rested = rested(pending);
        if (context.now.isPast(rested)) {
            context.commands = context.commands.without(id);
        } else {
            context.wakeBy(rested, new Wake.Command(id));
        }
    }

    private PendingCommands expired(CrownstoneId id, PendingCommands pending) {
        return pending.queued()
                .filter(command -> context.now.isPast(expiry(command)))
                .map(command -> results.finished(
                        id, pending, command, Status.EXPIRED, "the cloud could not be asked in time: try again"))
                .orElse(pending);
    }

    private PendingCommands readBackIfDue(CrownstoneId id, PendingCommands pending) {
        Command newest = pending.newestAccepted().orElse(null);
        if (newest == null
                || !(newest.stage() instanceof Stage.Accepted(Duration sentAt, Duration readAt, Duration confirmBy))
                || !context.now.isPast(readAt)) {
            return pending;
        }
        Optional<AccountId> account = context.readingAccount(pending.sphere());
        if (account.isEmpty() || readAt.compareTo(confirmBy) > 0) {
            return unread(id, pending, newest, NOT_READ);
        }
        context.want(account.get(), new FetchScope.States(pending.sphere()), Duration.ZERO);
        boolean last = context.now.isPast(confirmBy);
        Duration next = last ? context.now.in(LONGEST_READING) : confirmBy;
        context.wakeBy(next, new Wake.Command(id));
        Duration decides = last ? context.now.uptime() : confirmBy;
        return pending.replace(newest, newest.at(new Stage.Accepted(sentAt, next, decides)));
    }

    private PendingCommands unread(CrownstoneId id, PendingCommands pending, Command newest, String reason) {
        PendingCommands left = results.superseded(id, pending, pending.olderThan(newest));
        return results.finished(id, left, newest, Status.UNCONFIRMED, reason);
    }

    /** The states of a sphere could not be read: whatever waited for them ends without. */
    void statesUnread(SphereId sphere, CloudProblem problem) {
        forEachOf(sphere, (id, pending) -> {
            Command newest = pending.newestAccepted().orElse(null);
            boolean waits = newest != null
                    && newest.stage() instanceof Stage.Accepted(var _, var _, Duration confirmBy)
                    && context.now.isPast(confirmBy);
            if (newest != null && waits) {
                put(id, unread(id, pending, newest, NOT_READ + ": " + problem.message()));
            }
        });
    }

    private interface Visit {
        void visit(CrownstoneId id, PendingCommands pending);
    }

    private void forEachOf(SphereId sphere, Visit visit) {
        context.commands.pending().forEach((id, pending) -> {
            if (pending.sphere().equals(sphere)) {
                visit.visit(id, pending);
            }
        });
    }

    /** Whoever has nothing under way any more is looked at once more. */
    private void put(CrownstoneId id, PendingCommands pending) {
        context.commands = context.commands.with(id, pending);
        context.wakeBy(context.now.uptime(), new Wake.Command(id));
    }

    /** A sphere was received, as it was at that time, or is gone. */
    void sphereReceived(SphereId sphere, Duration askedAt) {
        if (context.commands.pending().isEmpty()) {
            return;
        }
        forEachOf(sphere, (id, pending) -> {
            if (context.home().crownstone(sphere, id).isEmpty()) {
                PendingCommands left = pending;
                for (Command command : pending.inOrder()) {
                    left = results.finished(id, left, command, Status.FAILED, REMOVED);
                }
                context.commands = context.commands.without(id);
            } else {
                pending.queued()
                        .filter(command -> command.stage() instanceof Stage.Queued(var _, @Nullable Duration news)
                                && news != null
                                && news.compareTo(askedAt) <= 0)
                        .ifPresent(command -> put(
                                id,
                                pending.replace(command, command.at(new Stage.Queued(context.now.uptime(), null)))));
            }
        });
    }

    private boolean isSendable(PendingCommands pending) {
        return pending.sent().isEmpty()
                && context.now.isPast(rested(pending))
                && pending.queued()
                        .filter(command -> command.stage() instanceof Stage.Queued(Duration notBefore, var news)
                                && news == null
                                && context.now.isPast(notBefore))
                        .isPresent();
    }

    /** Sends what is ready, and with it whatever waits for company: every request wakes all phones of the sphere. */
    void send() {
        ready.forEach((sphere, crownstones) -> {
            OpenBatch open = context.commands.open().get(sphere);
            if (open != null) {
                crownstones.addAll(open.crownstones().keySet());
                context.commands = context.commands.withoutOpen(sphere);
            }
            Map<CrownstoneId, SwitchCommand> orders = new LinkedHashMap<>();
            for (CrownstoneId id : crownstones) {
                PendingCommands pending = context.commands.pending().get(id);
                if (pending != null && isSendable(pending)) {
                    orders.put(id, pending.queued().orElseThrow().order());
                }
            }
            if (!orders.isEmpty()) {
                send(sphere, orders);
            }
        });
    }

    private void send(SphereId sphere, Map<CrownstoneId, SwitchCommand> orders) {
        Optional<AccountId> account = context.switchingAccount(sphere);
        if (account.isEmpty()) {
            orders.keySet().forEach(id -> {
                PendingCommands pending = pending(id);
                put(id, results.finished(id, pending, pending.queued().orElseThrow(), Status.FAILED, ONLY_A_GUEST));
            });
            return;
        }
        long batch = context.commands.nextBatch();
        orders.keySet().forEach(id -> {
            PendingCommands pending = pending(id);
            Command command = pending.queued().orElseThrow();
            Duration now = context.now.uptime();
            context.commandNews.add(new CommandNews.Sent(now.minus(command.receivedAt())));
            context.commands = context.commands.with(
                    id, pending.replace(command, command.sent(now, batch)).sentAt(now));
        });
        context.commands =
                context.commands.sent(new Commands.Batch(account.get(), sphere, List.copyOf(orders.keySet())));
        context.wakeBy(context.now.in(LONGEST_ANSWER), new Wake.SentBatch(batch));
        context.run(new Effect.Switch(account.get(), batch, sphere, orders));
    }

    private PendingCommands pending(CrownstoneId id) {
        return Objects.requireNonNull(context.commands.pending().get(id));
    }

    void unanswered(long batch) {
        answered(batch, new CloudProblem.Unavailable("the cloud did not answer: look whether it was done"));
    }

    void answered(long number, @Nullable CloudProblem problem) {
        Commands.Batch batch = context.commands.batches().get(number);
        if (batch == null) {
            return;
        }
        context.commands = context.commands.answered(number);
        for (CrownstoneId id : batch.crownstones()) {
            PendingCommands pending = context.commands.pending().get(id);
            Command sent = pending == null ? null : pending.sent().orElse(null);
            if (pending != null
                    && sent != null
                    && sent.stage() instanceof Stage.Sent stage
                    && stage.batch() == number) {
                put(
                        id,
                        problem == null
                                ? accepted(id, pending, sent, stage)
                                : refused(batch, id, pending, sent, stage, problem));
            }
        }
    }

    private PendingCommands accepted(CrownstoneId id, PendingCommands pending, Command command, Stage.Sent sent) {
        results.publish(pending.sphere(), id, command, Status.ACCEPTED, null);
        if (sent.reported()) {
            return results.finished(id, pending, command, Status.CONFIRMED, null);
        }
        Duration confirmBy = context.now.in(context.options.commanding().confirmWithin());
        Duration early = context.now.in(NOTHING_TO_REPORT);
        boolean soon = changesNothing(id, pending, command) && early.compareTo(confirmBy) < 0;
        Duration readAt = soon ? early : confirmBy;
        context.wakeBy(readAt, new Wake.Command(id));
        return pending.replace(command, command.at(new Stage.Accepted(sent.at(), readAt, confirmBy)));
    }

    private boolean changesNothing(CrownstoneId id, PendingCommands pending, Command command) {
        SwitchState state = context.home()
                .crownstone(pending.sphere(), id)
                .map(Crownstone::state)
                .orElse(null);
        return state != null
                && command.order().isMetBy(state.percentage())
                && pending.inOrder().getFirst() == command;
    }

    private PendingCommands refused(
            Commands.Batch batch,
            CrownstoneId id,
            PendingCommands pending,
            Command command,
            Stage.Sent sent,
            CloudProblem problem) {
        if (sent.reported()) {
            return results.finished(id, pending, command, Status.CONFIRMED, null);
        }
        Optional<Stage.Queued> again = again(batch, command, problem);
        if (again.isEmpty()) {
            context.want(batch.account(), new FetchScope.States(batch.sphere()), Duration.ZERO);
            return results.finished(id, pending, command, Status.FAILED, problem.message());
        }
        if (pending.queued().isPresent()) {
            return results.superseded(id, pending, List.of(command));
        }
        context.wakeBy(again.get().notBefore(), new Wake.Command(id));
        return pending.replace(command, command.at(again.get()));
    }

    private static Duration pause(CloudProblem.Unavailable problem) {
        return problem.retryAfter() == null ? RETRY : later(RETRY, problem.retryAfter());
    }

    /**
     * Only what surely had no effect is asked again. A batch is all or nothing: when one Crownstone in it was just removed,
     * the others are asked once more when the sphere is known anew.
     */
    private Optional<Stage.Queued> again(Commands.Batch batch, Command command, CloudProblem problem) {
        return switch (problem) {
            case CloudProblem.Unavailable unavailable ->
                unavailable.maybeDone()
                        ? Optional.empty()
                        : Optional.of(new Stage.Queued(context.now.in(pause(unavailable)), null));
            case CloudProblem.Refused _, CloudProblem.NotFound _ -> {
                context.want(batch.account(), new FetchScope.OneSphere(batch.sphere()), Duration.ZERO);
                yield batch.crownstones().size() > 1 && command.attempts() < 2
                        ? Optional.of(new Stage.Queued(context.now.uptime(), context.now.uptime()))
                        : Optional.empty();
            }
            case CloudProblem.WrongCredentials _,
                    CloudProblem.EmailNotVerified _,
                    CloudProblem.MissingCredentials _,
                    CloudProblem.Forbidden _,
                    CloudProblem.Ambiguous _,
                    CloudProblem.AbilityMissing _,
                    CloudProblem.Unreadable _ -> Optional.empty();
        };
    }
}
