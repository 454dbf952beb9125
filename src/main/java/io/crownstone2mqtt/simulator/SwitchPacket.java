package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One command for one Crownstone as the cloud accepted it, when and from whom. The percentage is null unless the type is
 * PERCENTAGE, and also where the cloud accepts what is no number.
 */
public record SwitchPacket(
        Instant at,
        String email,
        SimulatedCrownstone crownstone,
        SwitchType type,
        @Nullable Double percentage) {
    /** What a switch command asks for. */
    public enum SwitchType {
        TURN_ON,
        TURN_OFF,
        PERCENTAGE
    }

    private static final String RANGE = "SwitchPackets with type PERCENTAGE require a percentage between 0 and 100:"
            + "{ type: 'PERCENTAGE' | 'TURN_ON' | 'TURN_OFF', percentage?: number }";

    static SwitchPacket parse(SimulatedUser user, SimulatedCrownstone crownstone, JsonNode data) {
        JsonNode type = data.path("type");
        if (!type.isString() || type.stringValue().isEmpty()) {
            throw RestError.badCaller("SwitchData have a type: it can only be 'PERCENTAGE', 'TURN_ON' or 'TURN_OFF'");
        }
        SwitchType known = Arrays.stream(SwitchType.values())
                .filter(candidate -> candidate.name().equals(type.stringValue()))
                .findFirst()
                .orElseThrow(() ->
                        RestError.badCaller("Type of SwitchData can only be 'PERCENTAGE', 'TURN_ON' or 'TURN_OFF'"));
        Double percentage = known == SwitchType.PERCENTAGE ? percentage(data.get("percentage")) : null;
        return new SwitchPacket(crownstone.home.now(), user.email(), crownstone, known, percentage);
    }

    ObjectNode json() {
        ObjectNode json = Events.crownstone(crownstone).put("type", type.name());
        if (type == SwitchType.PERCENTAGE) {
            json.set("percentage", percentage == null ? json.nullNode() : Json.number(percentage));
        }
        return json;
    }

    /** JavaScript's rules: null and text that is no number pass the range check, text that is one is converted. */
    private static @Nullable Double percentage(@Nullable JsonNode given) {
        if (given == null) {
            throw RestError.badCaller(RANGE);
        }
        Double value = number(given);
        if (value == null) {
            return null;
        }
        if (value < 0 || value > 100 || (value > 0 && value <= 1)) {
            throw RestError.badCaller(RANGE);
        }
        if (value > 0 && value < 10) {
            throw RestError.badCaller("Dimming below 10% is not allowed.");
        }
        return value;
    }

    private static @Nullable Double number(JsonNode given) {
        if (given.isNumber()) {
            return given.doubleValue();
        }
        try {
            return given.isString() ? Double.valueOf(given.stringValue().strip()) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
