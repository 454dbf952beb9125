package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Command.Stage;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cloud reports of states, or does not, and what that means for the commands that it took. */
final class ReportHandler {
    private static final Duration LONGEST_READING = Duration.ofSeconds(30);
    private static final String AS_BEFORE = "no phone or hub carried it out: the Crownstone is as it was before";
    private static final String OTHERWISE = "the Crownstone was switched otherwise";
    private static final String NOT_READ = "nothing was reported, and the state could not be read back";

    private final StepContext context;
    private final Results results;

    ReportHandler(StepContext context, Results results) {
        this.context = context;
        this.results = results;
    }

    /** A state that the cloud reported, known since that time. */
    void reported(SphereId sphere, CrownstoneId id, SwitchState state, Duration at) {
        Optional<Crownstone> known = context.home().crownstone(sphere, id);
        if (known.isPresent() && !context.known.knowsStateAfter(id, at)) {
            context.known = context.known.stateReported(sphere, id, state, at);
            judge(id, known.get().state(), state, at);
            logChange(known.get(), state);
        }
    }

    /** A sphere was received: the states that came with it are reports, too. */
    void received(KnownHome before, Sphere now, Duration askedAt) {
        Sphere was = before.reported().sphere(now.id()).orElse(Sphere.empty(now.id(), null));
        now.crownstones().differences(was.crownstones(), (_, old, fresh) -> {
            if (old != null && fresh != null && fresh.state() != null) {
                logChange(old, fresh.state());
            }
        });
        context.pending.forEach((id, pending) -> {
            Crownstone fresh =
                    pending.sphere().equals(now.id()) ? now.crownstones().get(id) : null;
            Crownstone old = was.crownstones().get(id);
            if (fresh != null && fresh.state() != null && !before.knowsStateAfter(id, askedAt)) {
                judge(id, old == null ? null : old.state(), fresh.state(), askedAt);
            }
        });
    }

    private void logChange(Crownstone before, SwitchState now) {
        SwitchState was = before.state();
        if (was == null || was.percentage() != now.percentage()) {
            String state = now.on() ? now.percentage() + " %" : "off";
            String source = now.source() == SwitchState.Source.EVENT ? "event" : "sync";
            context.info(before.label() + " -> " + state + " (" + source + ")");
        }
    }

    /**
     * A change that the newest possible command asked for confirms it; any other change overrules all that had left by then.
     * A state that is as it was overrules nothing, and confirms only if nothing else may yet change it.
     */
    private void judge(CrownstoneId id, @Nullable SwitchState before, SwitchState now, Duration at) {
        PendingCommands pending = context.pending.get(id);
        if (pending == null) {
            return;
        }
        boolean changed = before == null || before.percentage() != now.percentage();
        Optional<Command> met =
                pending.newestMet(now.percentage(), at).filter(command -> changed || pending.isOldest(command));
        if (met.isPresent()) {
            confirm(met.get());
        } else if (changed) {
            context.put(id, pending.overruled(at));
        }
        decide(id, now.percentage(), changed, at);
    }

    private void confirm(Command command) {
        if (command.stage() instanceof Stage.Sent(Duration sentAt, long batch, var _)) {
            results.olderSuperseded(command);
            context.replace(command, command.at(new Stage.Sent(sentAt, batch, true)));
        } else {
            finish(command, Status.CONFIRMED, null);
        }
    }

    private void finish(Command newest, Status status, @Nullable String reason) {
        results.olderSuperseded(newest);
        results.finished(newest, status, reason);
    }

    /** A state that was asked for when the time for a report was over decides. */
    private void decide(CrownstoneId id, int percentage, boolean changed, Duration at) {
        decidedBy(id, at).ifPresent(newest -> {
            if (newest.order().isMetBy(percentage)) {
                finish(newest, Status.CONFIRMED, null);
            } else {
                finish(
                        newest,
                        Status.UNCONFIRMED,
                        changed || newest.overruled() ? OTHERWISE : undone(newest, AS_BEFORE));
            }
        });
    }

    /** The command that a state of that time decides. */
    private Optional<Command> decidedBy(CrownstoneId id, Duration at) {
        return context.pending(id)
                .flatMap(PendingCommands::newestAccepted)
                .filter(command -> command.stage() instanceof Stage.Accepted accepted
                        && accepted.confirmBy().compareTo(at) <= 0);
    }

    /** Nothing was reported: the state is read, early and when the time for a report is over. */
    void readBackIfDue(CrownstoneId id) {
        context.pending(id).flatMap(PendingCommands::newestAccepted).ifPresent(newest -> {
            if (newest.stage() instanceof Stage.Accepted accepted && context.now.isPast(accepted.readAt())) {
                readBack(newest, accepted);
            }
        });
    }

    private void readBack(Command newest, Stage.Accepted accepted) {
        SphereId sphere = newest.request().sphere();
        Optional<AccountId> account = context.readingAccount(sphere);
        boolean wasLast = accepted.readAt().compareTo(accepted.confirmBy()) > 0;
        if (account.isEmpty() || wasLast) {
            finish(newest, Status.UNCONFIRMED, undone(newest, NOT_READ));
            return;
        }
        context.fetches.want(account.get(), new FetchScope.States(sphere), Duration.ZERO);
        boolean last = context.now.isPast(accepted.confirmBy());
        Duration next = last ? context.now.in(LONGEST_READING) : accepted.confirmBy();
        Duration decides = last ? context.now.uptime() : accepted.confirmBy();
        context.wakeBy(next, new Wake.ForCommand(newest.crownstone()));
        context.replace(newest, newest.at(new Stage.Accepted(accepted.sentAt(), next, decides)));
    }

    /** The states of a sphere could not be read: whatever waited for them ends without. */
    void unread(SphereId sphere, CloudProblem problem) {
        context.pending.forEach((id, pending) -> {
            if (pending.sphere().equals(sphere)) {
                decidedBy(id, context.now.uptime())
                        .ifPresent(newest -> finish(
                                newest, Status.UNCONFIRMED, undone(newest, NOT_READ + ": " + problem.message())));
            }
        });
    }

    /** With what explains it, where that is known. */
    private String undone(Command command, String reason) {
        boolean presenceKnown = context.options.mirror().people().mirrored();
        return context.home()
                .sphere(command.request().sphere())
                .flatMap(sphere -> sphere.whyNobodySwitches(presenceKnown))
                .map(why -> reason + "; " + why)
                .orElse(reason);
    }
}
