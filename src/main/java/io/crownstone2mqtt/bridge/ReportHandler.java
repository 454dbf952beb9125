package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Command.Stage;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cloud reports of states, and what that means for the commands under way. */
final class ReportHandler {
    private static final String AS_BEFORE = "no phone or hub carried it out: the Crownstone is as it was before";
    private static final String OTHERWISE = "the Crownstone was switched otherwise";

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
        before.reported()
                .sphere(now.id())
                .ifPresent(was -> now.crownstones().differences(was.crownstones(), (_, old, fresh) -> {
                    if (old != null && fresh != null && fresh.state() != null) {
                        logChange(old, fresh.state());
                    }
                }));
        for (Map.Entry<CrownstoneId, PendingCommands> entry :
                context.commands.pending().entrySet()) {
            CrownstoneId id = entry.getKey();
            if (entry.getValue().sphere().equals(now.id()) && !before.knowsStateAfter(id, askedAt)) {
                SwitchState was = before.reported()
                        .crownstone(now.id(), id)
                        .map(Crownstone::state)
                        .orElse(null);
                Optional.ofNullable(now.crownstones().get(id))
                        .map(Crownstone::state)
                        .ifPresent(state -> judge(id, was, state, askedAt));
            }
        }
    }

    private void logChange(Crownstone before, SwitchState now) {
        SwitchState was = before.state();
        if (was == null || was.percentage() != now.percentage()) {
            context.info("%s -> %s (%s)"
                    .formatted(
                            before.label(),
                            now.on() ? now.percentage() + " %" : "off",
                            now.source() == SwitchState.Source.EVENT ? "event" : "sync"));
        }
    }

    /**
     * A change that the newest possible command asked for confirms it; any other change overrules all that had left by then.
     * A state that is as it was overrules nothing.
     */
    private void judge(CrownstoneId id, @Nullable SwitchState before, SwitchState now, Duration at) {
        PendingCommands pending = context.commands.pending().get(id);
        if (pending == null) {
            return;
        }
        boolean changed = before == null || before.percentage() != now.percentage();
        int percentage = now.percentage();
        Optional<Command> met =
                pending.newestMet(percentage, at).filter(command -> changed || isSure(pending, command));
        PendingCommands judged = met.isPresent()
                ? confirmed(id, pending, met.get())
                : changed ? pending.change(each -> each.hadLeft(at) ? each.overrule() : each) : pending;
        context.commands = context.commands.with(id, decided(id, judged, percentage, changed, at));
    }

    /** Whether nothing else that is still under way may yet change a state that is as it was. */
    private static boolean isSure(PendingCommands pending, Command command) {
        return pending.inOrder().getFirst() == command;
    }

    private PendingCommands confirmed(CrownstoneId id, PendingCommands pending, Command command) {
        PendingCommands left = results.superseded(id, pending, pending.olderThan(command));
        return command.stage() instanceof Stage.Sent(Duration sentAt, long batch, var _)
                ? left.replace(command, command.at(new Stage.Sent(sentAt, batch, true)))
                : results.finished(id, left, command, Status.CONFIRMED, null);
    }

    /** A state that was asked for when the time for a report was over decides. */
    private PendingCommands decided(
            CrownstoneId id, PendingCommands pending, int percentage, boolean changed, Duration at) {
        Command newest = pending.newestAccepted().orElse(null);
        if (newest == null
                || !(newest.stage() instanceof Stage.Accepted(var _, var _, Duration confirmBy))
                || confirmBy.compareTo(at) > 0) {
            return pending;
        }
        PendingCommands left = results.superseded(id, pending, pending.olderThan(newest));
        return newest.order().isMetBy(percentage)
                ? results.finished(id, left, newest, Status.CONFIRMED, null)
                : results.finished(
                        id, left, newest, Status.UNCONFIRMED, changed || newest.overruled() ? OTHERWISE : AS_BEFORE);
    }
}
