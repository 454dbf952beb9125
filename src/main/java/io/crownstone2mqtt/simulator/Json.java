package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as a JavaScript server writes it: whole numbers without a fraction, times in milliseconds. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final double LARGEST_WHOLE_NUMBER = 1e15;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static JsonNode number(double value) {
        if (value != Math.rint(value) || Math.abs(value) > LARGEST_WHOLE_NUMBER) {
            return JsonNodeFactory.instance.numberNode(value);
        }
        return Math.abs(value) < Integer.MAX_VALUE
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode((long) value);
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
