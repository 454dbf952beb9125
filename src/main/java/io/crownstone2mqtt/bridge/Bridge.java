package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.Snapshot;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    public Step step(BridgeState state, Moment now, Input input) {
        Turn turn = new Turn(options, topics, now, state);
        CommandSteps commands = new CommandSteps(turn);
        CloudSteps cloud = new CloudSteps(turn, new ReportSteps(turn));
        BrokerSteps broker = new BrokerSteps(turn, new SetSteps(turn, commands), cloud);
        take(input, cloud, broker, commands);
        cloud.due();
        commands.due();
        cloud.due();
        cloud.online();
        render(turn);
        broker.bringUpToDate();
        return new Step(
                turn.state(),
                List.copyOf(turn.effects),
                nextDeadline(turn, cloud, broker),
                List.copyOf(turn.commandNews));
    }

    private static void take(Input input, CloudSteps cloud, BrokerSteps broker, CommandSteps commands) {
        switch (input) {
            case Input.Tick _ -> {}
            case Input.BrokerUp _ -> broker.up();
            case Input.BrokerDown down -> broker.down(down);
            case Input.BrokerMessage message -> broker.received(message);
            case Input.StreamStarted(AccountId account) -> cloud.started(account);
            case Input.StreamLost lost -> cloud.lost(lost.account(), lost.problem());
            case Input.EventReceived received -> cloud.heard(received.account(), received.event());
            case Input.EventsDropped _ -> cloud.dropped();
            case Input.PictureTaken taken -> cloud.taken(taken.account(), taken.self(), taken.home());
            case Input.SphereTaken taken -> cloud.taken(taken.account(), taken.sphere());
            case Input.StatesRead read -> cloud.statesRead(read.account(), read);
            case Input.PeopleRead read -> cloud.peopleRead(read.account(), read);
            case Input.FetchFailed failed -> cloud.failed(failed.account(), failed.scope(), failed.problem());
            case Input.SwitchAnswered answered -> commands.answered(answered.batch(), answered.problem());
        }
    }

    /** Nothing is shown before the first complete picture. */
    private void render(Turn turn) {
        boolean whole = turn.accounts.values().stream().allMatch(CloudSide::pictured);
        boolean complete = turn.accounts.values().stream().allMatch(CloudSide::settled)
                && turn.accounts.values().stream().anyMatch(CloudSide::pictured);
        Mirror last = turn.mirror;
        if (last == null && !complete) {
            return;
        }
        BridgeOptions.Addresses addresses = options.addresses();
        Snapshot snapshot = new Snapshot(
                turn.home,
                turn.online,
                new Snapshot.BridgeInfo(
                        addresses.started(), addresses.cloud(), addresses.broker(), turn.lastSync, turn.monitor));
        if (last == null) {
            turn.mirror = renderer.render(snapshot);
        } else if (!last.shows(snapshot) || whole != turn.wholePicture) {
            turn.mirror = renderer.render(snapshot, last);
        }
        if (whole && !turn.wholePicture && turn.broker instanceof BrokerSide.Up up) {
            turn.broker = up.holding(up.held(), null);
        }
        turn.wholePicture = whole;
    }

    private static Optional<Duration> nextDeadline(Turn turn, CloudSteps cloud, BrokerSteps broker) {
        return Stream.of(
                        turn.fetches.nextDue(),
                        Optional.ofNullable(turn.commands.due()),
                        cloud.nextDeadline(),
                        broker.nextDeadline())
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }
}
