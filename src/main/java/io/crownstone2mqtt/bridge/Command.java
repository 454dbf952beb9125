package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that has not come to its end.
 *
 * @param attempts how often the cloud was asked already
 * @param overruled a later report showed another state, so that this one's effect is not assumed any more
 */
public record Command(Request request, Stage stage, int attempts, boolean overruled) {
    /**
     * What is asked of one Crownstone.
     *
     * @param id the sender's own, echoed in results
     * @param receivedAt the uptime at which it arrived
     * @param wall when that was, for people
     */
    record Request(
            SphereId sphere,
            CrownstoneId crownstone,
            SwitchCommand order,
            @Nullable String id,
            Duration receivedAt,
            Instant wall) {}

    /** How far it has come. */
    sealed interface Stage {
        /**
         * Not on its way yet.
         *
         * @param notBefore the earliest time to send it
         * @param newsOfSphere it waits for an answer about the sphere to a question of that time or later, null if it does
         *     not
         */
        record Queued(Duration notBefore, @Nullable Duration newsOfSphere) implements Stage {}

        /**
         * On its way to the cloud.
         *
         * @param reported the state that it asks for was reported before the cloud's answer came
         */
        record Sent(Duration at, long batch, boolean reported) implements Stage {}

        /**
         * The cloud took it.
         *
         * @param readAt when to read the state back, if nothing is reported before
         * @param confirmBy a state that is asked for from then on decides
         */
        record Accepted(Duration sentAt, Duration readAt, Duration confirmBy) implements Stage {}
    }

    static Command received(Request request, StepTime now) {
        return new Command(request, new Stage.Queued(now.uptime(), null), 0, false);
    }

    Command at(Stage next) {
        return new Command(request, next, attempts, overruled);
    }

    Command sent(Duration at, long batch) {
        return new Command(request, new Stage.Sent(at, batch, false), attempts + 1, overruled);
    }

    Command overrule() {
        return new Command(request, stage, attempts, true);
    }

    CrownstoneId crownstone() {
        return request.crownstone();
    }

    SwitchCommand order() {
        return request.order();
    }

    /** Whether a state known since that time may be this command's doing: it had left by then. */
    boolean hadLeft(Duration at) {
        return switch (stage) {
            case Stage.Queued _ -> false;
            case Stage.Sent(Duration sentAt, var _, var _) -> sentAt.compareTo(at) <= 0;
            case Stage.Accepted(Duration sentAt, var _, var _) -> sentAt.compareTo(at) <= 0;
        };
    }

    /** What it makes of a state: assumed until a report comes. */
    @Nullable
    SwitchState effectOn(@Nullable SwitchState before) {
        if (overruled || (stage instanceof Stage.Sent sent && sent.reported())) {
            return before;
        }
        int percentage = order().expectedPercentage(before == null ? 0 : before.percentage());
        return new SwitchState(percentage, SwitchState.Source.COMMAND, request.wall());
    }
}
