package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The bridge: what happens, and what is to be done about it. A pure function but for what the renderer was built with. */
public final class Bridge {
    private final BridgeOptions options;
    private final TopicScheme topics;
    private final MirrorRenderer renderer;

    public Bridge(BridgeOptions options) {
        this.options = options;
        this.topics = new TopicScheme(options.mirror());
        this.renderer = new MirrorRenderer(options.mirror());
    }

    /**
     * What follows from an input.
     *
     * @param effects to be run in this order
     * @param nextDeadline the uptime at which a {@link Input.Tick} is due, if nothing happens before
     * @param commands what became of commands in this step
     */
    public record Step(
            BridgeState state, List<Effect> effects, Optional<Duration> nextDeadline, List<CommandNews> commands) {}

    public Step step(BridgeState state, StepTime now, Input input) {
        StepContext context = new StepContext(options, topics, now, state);
        Handlers handlers = new Handlers(context);
        handlers.handle(input);
        wakeWhoIsDue(context, handlers);
        handlers.commands.send();
        handlers.accounts.updateOnline();
        if (!context.rendersLater) {
            render(context);
            keepHeldMeters(context, handlers);
        }
        handlers.broker.bringUpToDate();
        return new Step(
                context.state(),
                List.copyOf(context.effects),
                context.timers.earliest(),
                List.copyOf(context.commandNews));
    }

    private static void wakeWhoIsDue(StepContext context, Handlers handlers) {
        for (Optional<Wake> due = context.timers.due(context.now);
                due.isPresent();
                due = context.timers.due(context.now)) {
            context.timers = context.timers.withoutEarliest();
            handlers.wake(due.get());
        }
    }

    private void keepHeldMeters(StepContext context, Handlers handlers) {
        if (context.mirror != null && context.broker instanceof BrokerState.Up up && up.shown() == null) {
            handlers.energy.keepHeld(up.held(), context.mirror);
            render(context);
        }
    }

    /** Nothing is shown before the first complete snapshot. */
    private void render(StepContext context) {
        Mirror last = context.mirror;
        if (last == null && !isHomeKnown(context)) {
            return;
        }
        BridgeOptions.Addresses addresses = options.addresses();
        MirrorSource source = new MirrorSource(
                context.home(),
                context.pending,
                context.energy.meters(),
                context.online,
                new MirrorSource.BridgeInfo(
                        addresses.started(), addresses.cloud(), addresses.broker(), context.lastSync, context.monitor));
        if (last == null) {
            context.mirror = renderer.render(source);
        } else if (!last.shows(source)) {
            context.mirror = renderer.render(source, last);
        }
    }

    /** Whether every account has delivered a snapshot, but for those of which none can be expected. */
    private static boolean isHomeKnown(StepContext context) {
        boolean any = false;
        for (AccountState account : context.accounts.values()) {
            if (!account.sync().received() && !account.isRejected()) {
                return false;
            }
            any |= account.sync().received();
        }
        return any;
    }
}
