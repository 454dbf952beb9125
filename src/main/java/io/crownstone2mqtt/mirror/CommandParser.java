package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.SwitchCommand;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the payload of a set topic. Nothing is guessed: what is not understood is rejected with the reason. */
public final class CommandParser {
    static final int LONGEST = 4096;
    private static final int LONGEST_ID = 256;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}(\\.\\d{0,30})?");
    private static final String EXPECTED =
            "use ON, OFF, TOGGLE, a number 0-100, or JSON such as {\"state\":\"ON\",\"brightness\":40}";

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CommandParser() {}

    public static SetRequest parse(byte[] payload) {
        if (payload.length > LONGEST) {
            return new SetRequest.Rejected("the payload is longer than " + LONGEST + " bytes; " + EXPECTED, null);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString()
                    .strip();
            return text.startsWith("{") ? json(text) : plain(text);
        } catch (CharacterCodingException notText) {
            return new SetRequest.Rejected("the payload is not UTF-8 text; " + EXPECTED, null);
        }
    }

    private static SetRequest plain(String text) {
        if (text.isEmpty()) {
            return new SetRequest.Rejected("the payload is empty; " + EXPECTED, null);
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ON" -> new SetRequest.SwitchTo(new SwitchCommand.TurnOn(), null);
            case "OFF" -> new SetRequest.SwitchTo(new SwitchCommand.TurnOff(), null);
            case "TOGGLE" -> new SetRequest.Toggle(new SwitchCommand.TurnOn(), null);
            default ->
                number(text)
                        .map(number -> percentage(number, null))
                        .orElseGet(() -> new SetRequest.Rejected("the payload is not understood; " + EXPECTED, null));
        };
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static SetRequest percentage(BigDecimal number, @Nullable String id) {
        return number.signum() < 0 || number.compareTo(BigDecimal.valueOf(100)) > 0
                ? new SetRequest.Rejected("a brightness is 0 to 100", id)
                : new SetRequest.SwitchTo(percentage(number), id);
    }

    private static SwitchCommand percentage(BigDecimal number) {
        return SwitchCommand.percentage(number.setScale(0, RoundingMode.HALF_UP).intValueExact());
    }

    private static SetRequest json(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException | NumberFormatException malformed) { // the latter for exponents out of all bounds
            return new SetRequest.Rejected("the payload is not valid JSON; " + EXPECTED, null);
        }
        String id = id(json.path("id"));
        JsonNode brightness = json.path("brightness");
        JsonNode state = json.path("state");
        String wanted = state.isString() ? state.asString().strip().toUpperCase(Locale.ROOT) : "";
        if (present(state) && !wanted.equals("ON") && !wanted.equals("OFF") && !wanted.equals("TOGGLE")) {
            return new SetRequest.Rejected("state is ON, OFF or TOGGLE", id);
        }
        if (wanted.equals("OFF")) {
            return new SetRequest.SwitchTo(new SwitchCommand.TurnOff(), id);
        }
        if (present(brightness)) {
            return withBrightness(brightness, wanted.equals("TOGGLE"), id);
        }
        return switch (wanted) {
            case "ON" -> new SetRequest.SwitchTo(new SwitchCommand.TurnOn(), id);
            case "TOGGLE" -> new SetRequest.Toggle(new SwitchCommand.TurnOn(), id);
            default -> new SetRequest.Rejected("the JSON has neither state nor brightness; " + EXPECTED, id);
        };
    }

    private static SetRequest withBrightness(JsonNode brightness, boolean toggle, @Nullable String id) {
        Optional<BigDecimal> number = brightness.isNumber()
                ? bounded(brightness.decimalValue())
                : number(brightness.asString("").strip());
        if (number.isEmpty()) {
            return new SetRequest.Rejected("brightness is a number 0 to 100", id);
        }
        SetRequest request = percentage(number.get(), id);
        return toggle && request instanceof SetRequest.SwitchTo(SwitchCommand on, String _)
                ? new SetRequest.Toggle(on, id)
                : request;
    }

    /** Not 1e999999999, which would take a gigabyte to write out. */
    private static Optional<BigDecimal> bounded(BigDecimal number) {
        return Math.abs(number.scale()) <= LONGEST_ID ? Optional.of(number) : Optional.empty();
    }

    private static boolean present(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static @Nullable String id(JsonNode id) {
        if (!id.isValueNode() || id.isNull() || id.isMissingNode()) {
            return null;
        }
        String text = id.asString();
        return text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID);
    }
}
