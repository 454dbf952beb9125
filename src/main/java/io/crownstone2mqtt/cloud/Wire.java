package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the cloud's JSON leniently: whatever is missing, null or of another type than expected is unknown. Only where a
 * list was asked for, its absence is no empty list but an answer that cannot be used.
 */
final class Wire {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(100)
                            .maxStringLength(100_000)
                            .maxNameLength(1000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    /** Ids go into addresses and topics, so that they must not hold what means something there. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final double NAN = Double.NaN;

    private Wire() {}

    static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isString() ? SafeText.name(value.stringValue()) : null;
    }

    /** A secret or something else that must not be changed. */
    static @Nullable String raw(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }

    /** Text, or a number as text. */
    static @Nullable String scalar(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isNumber() ? value.asString() : text(object, field);
    }

    static <I> @Nullable I id(JsonNode object, String field, Function<String, I> type) {
        return idIn(object.get(field), type);
    }

    static <I> @Nullable I idIn(@Nullable JsonNode value, Function<String, I> type) {
        String text = value != null && value.isString() ? value.stringValue() : "";
        return ID.matcher(text).matches() ? type.apply(text) : null;
    }

    /** The id of something in a list; without one it is skipped. */
    static <I> @Nullable I idOrSkip(JsonNode object, String kind, Function<String, I> type) {
        I id = id(object, "id", type);
        if (id == null) {
            LOG.debug("The cloud listed a {} without a usable id; it is skipped", kind);
        }
        return id;
    }

    static OptionalDouble number(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            return OptionalDouble.empty();
        }
        double number = value.isNumber() ? value.doubleValue() : value.isString() ? parsed(value.stringValue()) : NAN;
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return NAN;
        }
    }

    static @Nullable Integer integer(JsonNode object, String field) {
        double number = number(object, field).orElse(NAN);
        return number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE ? (Integer) (int) number : null;
    }

    static boolean flag(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /** The objects of a list that may be missing. */
    static List<JsonNode> objects(@Nullable JsonNode list) {
        if (list == null || !list.isArray()) {
            return List.of();
        }
        return StreamSupport.stream(list.spliterator(), false)
                .filter(JsonNode::isObject)
                .toList();
    }

    /** A list of which nothing can be used is no empty list: taking it for one would forget a whole home. */
    static void demandSome(int used, int listed, String what) {
        if (used == 0 && listed > 0) {
            throw unreadable("none of its " + what + " has a usable id");
        }
    }

    static CloudException unreadable(String why) {
        return new CloudException(new CloudProblem.Unreadable(
                "the Crownstone cloud's answer cannot be used: " + why + ": report it if that goes on"));
    }
}
