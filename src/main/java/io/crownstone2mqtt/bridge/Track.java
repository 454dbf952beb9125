package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one Crownstone: at most one waits, one is on its way, and one that was accepted waits to be confirmed.
 *
 * @param reported what the cloud says: shown again if the command has no effect
 * @param assumed what is shown instead, null once the cloud has told otherwise
 * @param echoes commands that were overtaken: a late report of one is no news
 */
record Track(
        SphereId sphere,
        @Nullable Waiting waiting,
        @Nullable Sent sent,
        @Nullable Accepted accepted,
        Duration lastSent,
        @Nullable SwitchState reported,
        @Nullable SwitchState assumed,
        List<SwitchCommand> echoes) {
    /** Long ago: the first command need not wait. */
    private static final Duration NEVER = Duration.ofDays(-1);

    /**
     * Not on its way yet.
     *
     * @param since when the first of those came that it took the place of
     */
    record Waiting(Order order, Duration since, Duration sendAt) {
        Waiting until(Duration later) {
            return new Waiting(order, since, later);
        }
    }

    /**
     * On its way to the cloud.
     *
     * @param met the state was reported before the cloud's answer came
     */
    record Sent(Order order, boolean met) {}

    record Accepted(Order order, Duration confirmBy, boolean readingBack) {}

    static Track of(SphereId sphere, @Nullable SwitchState reported) {
        return new Track(sphere, null, null, null, NEVER, reported, null, List.of());
    }

    boolean isIdle() {
        return waiting == null && sent == null && accepted == null;
    }

    /** The command that decides what is shown. */
    @Nullable
    Order newest() {
        if (waiting != null) {
            return waiting.order();
        }
        return sent != null ? sent.order() : accepted != null ? accepted.order() : null;
    }

    /** Whether a report is the late effect of a command that a newer one has overtaken. */
    boolean isEcho(int percentage) {
        Stream<SwitchCommand> overtaken = Stream.of(
                        sent == null || waiting == null ? null : sent.order(),
                        accepted == null || (waiting == null && sent == null) ? null : accepted.order())
                .flatMap(Stream::ofNullable)
                .map(Order::command);
        return Stream.concat(overtaken, echoes.stream()).anyMatch(command -> command.isMetBy(percentage));
    }

    Track with(@Nullable Waiting next) {
        return new Track(sphere, next, sent, accepted, lastSent, reported, assumed, echoes);
    }

    Track with(@Nullable Sent next) {
        return new Track(sphere, waiting, next, accepted, lastSent, reported, assumed, echoes);
    }

    Track with(@Nullable Accepted next) {
        return new Track(sphere, waiting, sent, next, lastSent, reported, assumed, echoes);
    }

    Track sentAt(Duration time) {
        return new Track(sphere, waiting, sent, accepted, time, reported, assumed, echoes);
    }

    Track reported(@Nullable SwitchState state) {
        return new Track(sphere, waiting, sent, accepted, lastSent, state, assumed, echoes);
    }

    Track assumed(@Nullable SwitchState state) {
        return new Track(sphere, waiting, sent, accepted, lastSent, reported, state, echoes);
    }

    Track overtaken(SwitchCommand command) {
        List<SwitchCommand> more =
                Stream.concat(echoes.stream(), Stream.of(command)).distinct().toList();
        return new Track(sphere, waiting, sent, accepted, lastSent, reported, assumed, more);
    }
}
