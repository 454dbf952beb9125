package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Command.Stage;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.Assumption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one Crownstone that have not come to their end, oldest first: those that the cloud took, at most one on
 * its way there, at most one that waits. What is shown follows from them and from what is reported.
 *
 * @param lastSent when the cloud was asked last
 */
record PendingCommands(SphereId sphere, List<Command> inOrder, Duration lastSent) implements Assumption {
    /** Long ago: the first command need not wait. */
    private static final Duration NEVER = Duration.ofDays(-1);

    static PendingCommands none(SphereId sphere) {
        return new PendingCommands(sphere, List.of(), NEVER);
    }

    @Override
    public @Nullable SwitchState over(@Nullable SwitchState reported) {
        SwitchState shown = reported;
        for (Command command : inOrder) {
            shown = command.effectOn(shown);
        }
        return shown;
    }

    Optional<Command> queued() {
        return newestFirst()
                .filter(command -> command.stage() instanceof Stage.Queued)
                .findFirst();
    }

    Optional<Command> sent() {
        return newestFirst()
                .filter(command -> command.stage() instanceof Stage.Sent)
                .findFirst();
    }

    /** The newest of those that had left by then, and ask for that state. */
    Optional<Command> newestMet(int percentage, Duration at) {
        return newestFirst()
                .filter(command -> command.hadLeft(at) && command.order().isMetBy(percentage))
                .findFirst();
    }

    /** The newest that the cloud took, unless another is on its way, which will decide. */
    Optional<Command> newestAccepted() {
        return newestFirst()
                .filter(command -> !(command.stage() instanceof Stage.Queued))
                .findFirst()
                .filter(command -> command.stage() instanceof Stage.Accepted);
    }

    private Stream<Command> newestFirst() {
        return inOrder.reversed().stream();
    }

    /** Whether nothing else that is still under way may yet change the state. */
    boolean isOldest(Command command) {
        return inOrder.getFirst() == command;
    }

    List<Command> olderThan(Command command) {
        return inOrder.subList(0, inOrder.indexOf(command));
    }

    PendingCommands with(Command command) {
        return with(Stream.concat(inOrder.stream(), Stream.of(command)));
    }

    PendingCommands without(Command command) {
        return with(inOrder.stream().filter(each -> each != command));
    }

    PendingCommands replace(Command before, Command after) {
        return with(inOrder.stream().map(each -> each == before ? after : each));
    }

    /** A report showed another state than those ask for that had left by then. */
    PendingCommands overruled(Duration at) {
        return with(inOrder.stream().map(each -> each.hadLeft(at) ? each.overrule() : each));
    }

    private PendingCommands with(Stream<Command> commands) {
        return new PendingCommands(sphere, commands.toList(), lastSent);
    }

    PendingCommands sentAt(Duration time) {
        return new PendingCommands(sphere, inOrder, time);
    }
}
