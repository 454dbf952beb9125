package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Command.Stage;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.Assumption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    PendingCommands {
        inOrder = List.copyOf(inOrder);
    }

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
        return inOrder.isEmpty()
                ? Optional.empty()
                : Optional.of(inOrder.getLast()).filter(Command::isQueued);
    }

    Optional<Command> sent() {
        return inOrder.stream().filter(Command::isSent).findFirst();
    }

    /** The newest of those that had left by then, and ask for that state. */
    Optional<Command> newestMet(int percentage, Duration at) {
        return inOrder.reversed().stream()
                .filter(command -> command.hadLeft(at) && command.order().isMetBy(percentage))
                .findFirst();
    }

    /** The newest that the cloud took, unless another is on its way, which will decide. */
    Optional<Command> newestAccepted() {
        return inOrder.reversed().stream()
                .filter(command -> !command.isQueued())
                .findFirst()
                .filter(command -> command.stage() instanceof Stage.Accepted);
    }

    List<Command> olderThan(Command command) {
        return inOrder.subList(0, inOrder.indexOf(command));
    }

    PendingCommands with(Command command) {
        List<Command> more = new ArrayList<>(inOrder);
        more.add(command);
        return new PendingCommands(sphere, more, lastSent);
    }

    PendingCommands without(Command command) {
        return new PendingCommands(
                sphere, inOrder.stream().filter(each -> each != command).toList(), lastSent);
    }

    PendingCommands replace(Command before, Command after) {
        return change(each -> each == before ? after : each);
    }

    PendingCommands change(UnaryOperator<Command> change) {
        return new PendingCommands(sphere, inOrder.stream().map(change).toList(), lastSent);
    }

    PendingCommands sentAt(Duration time) {
        return new PendingCommands(sphere, inOrder, time);
    }
}
