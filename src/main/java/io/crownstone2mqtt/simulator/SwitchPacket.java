package io.crownstone2mqtt.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One command for one Crownstone as the cloud accepts it. The percentage is null unless given, and where the cloud lets nonsense pass. */
record SwitchPacket(
        SimulatedCrownstone crownstone,
        SwitchType type,
        @Nullable Double percentage) {
    private static final String RANGE = "SwitchPackets with type PERCENTAGE require a percentage between 0 and 100:"
            + "{ type: 'PERCENTAGE' | 'TURN_ON' | 'TURN_OFF', percentage?: number }";

    static SwitchPacket parse(SimulatedCrownstone crownstone, JsonNode data) {
        JsonNode type = data.path("type");
        if (!type.isString() || type.stringValue().isEmpty()) {
            throw Refusal.badCaller("SwitchData have a type: it can only be 'PERCENTAGE', 'TURN_ON' or 'TURN_OFF'");
        }
        SwitchType known = Arrays.stream(SwitchType.values())
                .filter(candidate -> candidate.name().equals(type.stringValue()))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.badCaller("Type of SwitchData can only be 'PERCENTAGE', 'TURN_ON' or 'TURN_OFF'"));
        return new SwitchPacket(
                crownstone, known, known == SwitchType.PERCENTAGE ? percentage(data.get("percentage")) : null);
    }

    ObjectNode json() {
        ObjectNode json = crownstone.reference().put("type", type.name());
        if (type == SwitchType.PERCENTAGE) {
            json.set("percentage", percentage == null ? json.nullNode() : Json.number(percentage));
        }
        return json;
    }

    /** JavaScript's rules: null and text that is no number slip through the range check, text that is one is converted. */
    private static @Nullable Double percentage(@Nullable JsonNode given) {
        if (given == null) {
            throw Refusal.badCaller(RANGE);
        }
        Double value = number(given);
        if (value == null) {
            return null;
        }
        if (value < 0 || value > 100 || (value > 0 && value <= 1)) {
            throw Refusal.badCaller(RANGE);
        }
        if (value > 0 && value < 10) {
            throw Refusal.badCaller("Dimming below 10% is not allowed.");
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
