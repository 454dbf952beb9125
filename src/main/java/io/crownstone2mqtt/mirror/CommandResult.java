package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.SwitchCommand;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of a command.
 *
 * @param id the sender's own, echoed
 * @param command null if the payload was not understood
 * @param latency since the message arrived
 * @param reason why it did not succeed
 */
public record CommandResult(
        @Nullable String id,
        @Nullable SwitchCommand command,
        Status status,
        Duration latency,
        @Nullable String reason) {
    /** Every command ends in exactly one of these, but for {@link #ACCEPTED}, after which one more follows. */
    public enum Status {
        ACCEPTED,
        CONFIRMED,
        UNCONFIRMED,
        REJECTED,
        FAILED,
        EXPIRED,
        SUPERSEDED;

        /** Whether somebody may want to know: it was not done, and nothing newer took its place. */
        public boolean isFailure() {
            return switch (this) {
                case ACCEPTED, CONFIRMED, SUPERSEDED -> false;
                case UNCONFIRMED, REJECTED, FAILED, EXPIRED -> true;
            };
        }

        /** As in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (id != null) {
            json.put("id", id);
        }
        if (command != null) {
            put(json.putObject("command"), command);
        }
        json.put("status", status.text());
        json.put("latency_ms", latency.toMillis());
        if (reason != null) {
            json.put("reason", reason);
        }
        return json.toString();
    }

    private static void put(ObjectNode json, SwitchCommand command) {
        switch (command) {
            case SwitchCommand.TurnOn _ -> json.put("type", "TURN_ON");
            case SwitchCommand.TurnOff _ -> json.put("type", "TURN_OFF");
            case SwitchCommand.Percentage(int value) ->
                json.put("type", "PERCENTAGE").put("percentage", value);
        }
    }
}
