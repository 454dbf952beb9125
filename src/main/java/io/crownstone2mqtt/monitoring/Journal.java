package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.CommandNews;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepObserver;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.mirror.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last commands and the last problems, newest first. Written by the loop, read by anybody. */
public final class Journal implements StepObserver {
    private static final int MOST_COMMANDS = 50;
    private static final int MOST_PROBLEMS = 20;

    private final InstantSource clock;
    private volatile List<JournalCommand> commands = List.of();
    private volatile List<JournalProblem> problems = List.of();

    public Journal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A command and what became of it so far.
     *
     * @param at when its first result came
     * @param command null if it was not understood
     * @param accepted how long the cloud took to take it; null if it did not
     * @param latency how long its last result took
     */
    public record JournalCommand(
            Instant at,
            @Nullable CrownstoneId crownstone,
            Duration receivedAt,
            String name,
            @Nullable SwitchCommand command,
            CommandResult.Status status,
            @Nullable Duration accepted,
            Duration latency,
            @Nullable String reason) {
        private boolean is(CommandNews.Published published) {
            return crownstone != null
                    && crownstone.equals(published.crownstone())
                    && receivedAt.equals(published.receivedAt())
                    && Objects.equals(command, published.result().command());
        }
    }

    /** Something that went wrong, as the log said it. */
    public record JournalProblem(Instant at, String text) {}

    public List<JournalCommand> commands() {
        return commands;
    }

    public List<JournalProblem> problems() {
        return problems;
    }

    @Override
    public void stepped(Input input, Bridge.Step step, long nanos) {
        for (CommandNews news : step.commands()) {
            if (news instanceof CommandNews.Published published) {
                note(published);
            }
        }
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Say(Effect.Level level, String line) && level == Effect.Level.WARN) {
                problems = first(new JournalProblem(clock.instant(), line), problems, MOST_PROBLEMS);
            }
        }
    }

    private void note(CommandNews.Published published) {
        JournalCommand known =
                commands.stream().filter(each -> each.is(published)).findFirst().orElse(null);
        CommandResult result = published.result();
        boolean isAccepted = result.status() == CommandResult.Status.ACCEPTED;
        Duration accepted = isAccepted ? result.latency() : known == null ? null : known.accepted();
        JournalCommand now = new JournalCommand(
                known == null ? clock.instant() : known.at(),
                published.crownstone(),
                published.receivedAt(),
                published.name(),
                result.command(),
                result.status(),
                accepted,
                result.latency(),
                result.reason());
        commands = known == null
                ? first(now, commands, MOST_COMMANDS)
                : commands.stream().map(each -> each == known ? now : each).toList();
    }

    private static <T> List<T> first(T newest, List<T> others, int most) {
        return Stream.concat(Stream.of(newest), others.stream()).limit(most).toList();
    }
}
