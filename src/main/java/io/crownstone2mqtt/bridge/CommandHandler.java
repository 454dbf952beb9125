package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Command.Stage;
import io.crownstone2mqtt.bridge.Commands.OpenBatch;
import io.crownstone2mqtt.bridge.Commands.SentBatch;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.PersistentMap;
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
 * Commands on their way to the cloud. Of each Crownstone one request is under way at a time, for every command wakes all
 * phones of the sphere; while it is, the last command wins. Nothing is sent late or twice.
 */
final class CommandHandler {
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** A command that changes nothing is confirmed by no event (seen at the real cloud). */
    private static final Duration NOTHING_TO_REPORT = Duration.ofMillis(1500);
    /** The cloud's client gives up much earlier. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    /** Commands belong together while each comes within that part of the window: more than any finger, less than a scene. */
    private static final int GAPS_A_WINDOW = 2;
    /** How long more and more commands may keep the first one waiting. */
    private static final int MOST_WINDOWS = 10;

    static final String ONLY_A_GUEST = "not allowed: the account is only a guest in this sphere";
    private static final String REMOVED = "the Crownstone was removed from the sphere";

    private final StepContext context;
    private final Results results;
    private final ReportHandler reports;
    /** What leaves at the end of this step. */
    private final Map<SphereId, TreeSet<CrownstoneId>> ready = new LinkedHashMap<>();

    CommandHandler(StepContext context, Results results, ReportHandler reports) {
        this.context = context;
        this.results = results;
        this.reports = reports;
    }

    /** A command that the Crownstone can obey: from now on its effect is shown. */
    void received(Crownstone crownstone, Command command) {
        CrownstoneId id = crownstone.id();
        SphereId sphere = command.request().sphere();
        context.pending(id).flatMap(PendingCommands::queued).ifPresent(results::superseded);
        PendingCommands pending =
                context.pending(id).orElse(PendingCommands.none(sphere)).with(command);
        context.put(id, pending);
        context.info(crownstone.label() + " -> " + command.order() + " (command)");
        if (context.now.isPast(expiry(command))) {
            wake(id);
            return;
        }
        context.wakeBy(expiry(command), new Wake.ForCommand(id));
        if (pending.sent().isPresent()) {
            return; // it goes on when the answer comes
        }
        Duration earliest = earliestSendTime(pending);
        if (context.now.isPast(earliest)) {
            joinBatch(sphere, id);
        } else {
            context.wakeBy(earliest, new Wake.ForCommand(id));
        }
    }

    private void joinBatch(SphereId sphere, CrownstoneId id) {
        Duration now = context.now.uptime();
        OpenBatch open = context.openBatches.get(sphere);
        OpenBatch joined = (open == null ? new OpenBatch(now, now, PersistentMap.empty()) : open).with(id, now);
        context.openBatches = context.openBatches.with(sphere, joined);
        if (open == null || !open.latest().equals(now)) {
            context.wakeBy(sendAt(joined), new Wake.ForOpenBatch(sphere));
        }
    }

    /** While commands for a sphere follow each other closely, its open batch stays open. */
    private Duration sendAt(OpenBatch open) {
        Duration window = context.options.commanding().batchWindow();
        Duration wanted = later(open.first().plus(window), open.latest().plus(window.dividedBy(GAPS_A_WINDOW)));
        Duration longest = open.first().plus(window.multipliedBy(MOST_WINDOWS));
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Duration earliestSendTime(PendingCommands pending) {
        return pending.lastSent().plus(context.options.commanding().minInterval());
    }

    private Duration expiry(Command command) {
        return command.request().receivedAt().plus(context.options.commanding().expireAfter());
    }

    void wakeBatch(SphereId sphere) {
        OpenBatch open = context.openBatches.get(sphere);
        if (open != null && context.now.isPast(sendAt(open))) {
            readyOf(sphere);
        }
    }

    private TreeSet<CrownstoneId> readyOf(SphereId sphere) {
        return ready.computeIfAbsent(sphere, _ -> new TreeSet<>(Comparator.comparing(CrownstoneId::value)));
    }

    /** Looks what is due for one Crownstone. */
    void wake(CrownstoneId id) {
        expireQueued(id);
        reports.readBackIfDue(id);
        context.pending(id).ifPresent(pending -> {
            if (isSendable(pending) && !isInOpenBatch(pending.sphere(), id)) {
                readyOf(pending.sphere()).add(id);
            } else if (pending.inOrder().isEmpty()) {
                forgetWhenRested(id, pending);
            } else {
                sendTime(pending)
                        .filter(at -> !context.now.isPast(at))
                        .ifPresent(at -> context.wakeBy(at, new Wake.ForCommand(id)));
            }
        });
    }

    private boolean isInOpenBatch(SphereId sphere, CrownstoneId id) {
        OpenBatch batch = context.openBatches.get(sphere);
        return batch != null && batch.crownstones().containsKey(id);
    }

    private void forgetWhenRested(CrownstoneId id, PendingCommands pending) {
        Duration earliest = earliestSendTime(pending);
        if (context.now.isPast(earliest)) {
            context.pending = context.pending.without(id);
        } else {
            context.wakeBy(earliest, new Wake.ForCommand(id));
        }
    }

    private void expireQueued(CrownstoneId id) {
        context.pending(id)
                .flatMap(PendingCommands::queued)
                .filter(command -> context.now.isPast(expiry(command)))
                .ifPresent(command ->
                        results.finished(command, Status.EXPIRED, "the cloud could not be asked in time: try again"));
    }

    /** When the command that waits may be sent; empty if none does, or if it waits for an answer. */
    private Optional<Duration> sendTime(PendingCommands pending) {
        return pending.queued()
                .filter(_ -> pending.sent().isEmpty())
                .flatMap(
                        command -> command.stage() instanceof Stage.Queued(Duration notBefore, var news) && news == null
                                ? Optional.of(later(earliestSendTime(pending), notBefore))
                                : Optional.empty());
    }

    private boolean isSendable(PendingCommands pending) {
        return sendTime(pending).filter(context.now::isPast).isPresent();
    }

    /** A sphere was received, as it was at that time, or is gone. */
    void sphereReceived(SphereId sphere, Duration askedAt) {
        context.pending.forEach((id, pending) -> {
            if (pending.sphere().equals(sphere)) {
                if (context.home().crownstone(sphere, id).isEmpty()) {
                    pending.inOrder().forEach(command -> results.finished(command, Status.FAILED, REMOVED));
                    context.pending = context.pending.without(id);
                } else {
                    pending.queued()
                            .filter(command -> command.stage() instanceof Stage.Queued(var _, @Nullable Duration news)
                                    && news != null
                                    && news.compareTo(askedAt) <= 0)
                            .ifPresent(command -> queueAgain(command, new Stage.Queued(context.now.uptime(), null)));
                }
            }
        });
    }

    private void queueAgain(Command command, Stage.Queued stage) {
        context.replace(command, command.at(stage));
        context.wakeBy(stage.notBefore(), new Wake.ForCommand(command.crownstone()));
    }

    /** Sends what is ready, and with it the open batch: every request wakes all phones of the sphere. */
    void send() {
        ready.forEach((sphere, crownstones) -> {
            OpenBatch open = context.openBatches.get(sphere);
            if (open != null) {
                crownstones.addAll(open.crownstones().keySet());
                context.openBatches = context.openBatches.without(sphere);
            }
            List<Command> commands = crownstones.stream()
                    .map(context.pending::get)
                    .filter(Objects::nonNull)
                    .filter(this::isSendable)
                    .flatMap(pending -> pending.queued().stream())
                    .toList();
            if (!commands.isEmpty()) {
                send(sphere, commands);
            }
        });
    }

    private void send(SphereId sphere, List<Command> commands) {
        AccountId account = context.switchingAccount(sphere).orElse(null);
        if (account == null) {
            commands.forEach(command -> results.finished(command, Status.FAILED, ONLY_A_GUEST));
            return;
        }
        Duration now = context.now.uptime();
        long batch = context.nextBatch++;
        Map<CrownstoneId, SwitchCommand> orders = new LinkedHashMap<>();
        for (Command command : commands) {
            CrownstoneId id = command.crownstone();
            orders.put(id, command.order());
            context.commandNews.add(
                    new CommandNews.HandedOver(now.minus(command.request().receivedAt())));
            context.replace(command, command.sent(now, batch));
            context.pending(id).ifPresent(pending -> context.put(id, pending.sentAt(now)));
        }
        context.sentBatches =
                context.sentBatches.with(batch, new SentBatch(account, sphere, List.copyOf(orders.keySet())));
        context.wakeBy(context.now.in(LONGEST_ANSWER), new Wake.ForSentBatch(batch));
        context.run(new Effect.Switch(account, batch, sphere, orders));
        if (orders.size() > 1) {
            context.renderLater(now);
        }
    }

    void unanswered(long batch) {
        answered(batch, new CloudProblem.Unavailable("the cloud did not answer: look whether it was done"));
    }

    void answered(long number, @Nullable CloudProblem problem) {
        SentBatch batch = context.sentBatches.get(number);
        if (batch == null) {
            return;
        }
        context.sentBatches = context.sentBatches.without(number);
        for (CrownstoneId id : batch.crownstones()) {
            context.pending(id).flatMap(PendingCommands::sent).ifPresent(command -> {
                if (command.stage() instanceof Stage.Sent sent && sent.batch() == number) {
                    answered(batch, command, sent, problem);
                    context.wakeBy(context.now.uptime(), new Wake.ForCommand(id));
                }
            });
        }
    }

    private void answered(SentBatch batch, Command command, Stage.Sent sent, @Nullable CloudProblem problem) {
        if (problem == null) {
            results.publish(command, Status.ACCEPTED, null);
        }
        if (sent.reported()) {
            results.finished(command, Status.CONFIRMED, null);
        } else if (problem == null) {
            accepted(command, sent);
        } else {
            refused(batch, command, problem);
        }
    }

    private void accepted(Command command, Stage.Sent sent) {
        Duration confirmBy = context.now.in(context.options.commanding().confirmWithin());
        Duration early = context.now.in(NOTHING_TO_REPORT);
        Duration readAt = changesNothing(command) && early.compareTo(confirmBy) < 0 ? early : confirmBy;
        context.wakeBy(readAt, new Wake.ForCommand(command.crownstone()));
        context.replace(command, command.at(new Stage.Accepted(sent.at(), readAt, confirmBy)));
    }

    private boolean changesNothing(Command command) {
        SwitchState state = context.home()
                .crownstone(command.request().sphere(), command.crownstone())
                .map(Crownstone::state)
                .orElse(null);
        return state != null
                && command.order().isMetBy(state.percentage())
                && context.pending(command.crownstone())
                        .filter(pending -> pending.isOldest(command))
                        .isPresent();
    }

    private void refused(SentBatch batch, Command command, CloudProblem problem) {
        Optional<Stage.Queued> again = again(batch, command, problem);
        if (again.isEmpty()) {
            context.fetches.want(batch.account(), new FetchScope.States(batch.sphere()), Duration.ZERO);
            results.finished(command, Status.FAILED, problem.message());
        } else if (context.pending(command.crownstone())
                .flatMap(PendingCommands::queued)
                .isPresent()) {
            results.superseded(command);
        } else {
            queueAgain(command, again.get());
        }
    }

    private static Duration pause(CloudProblem.Unavailable problem) {
        return problem.retryAfter() == null ? RETRY : later(RETRY, problem.retryAfter());
    }

    /**
     * Only what surely had no effect is asked again. A batch is all or nothing: when one Crownstone in it was just removed,
     * the others are asked once more when the sphere is known anew.
     */
    private Optional<Stage.Queued> again(SentBatch batch, Command command, CloudProblem problem) {
        return switch (problem) {
            case CloudProblem.Unavailable unavailable ->
                unavailable.maybeDone()
                        ? Optional.empty()
                        : Optional.of(new Stage.Queued(context.now.in(pause(unavailable)), null));
            case CloudProblem.Refused _, CloudProblem.NotFound _ -> {
                context.fetches.want(batch.account(), new FetchScope.OneSphere(batch.sphere()), Duration.ZERO);
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
