package io.crownstone2mqtt.mirror;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message on a request topic asks for: nothing, a word such as {@code debug}, or JSON with the same word as
 * {@code value} and a {@code transaction} of the sender's choice.
 *
 * @param value the word, in lower case; empty if there is none
 * @param transaction echoed in the response
 */
public record BridgeRequest(String value, @Nullable JsonNode transaction) {
    /** The request that the program answers, not the bridge: only the program can read its configuration. */
    public static final String RESTART = "restart";

    private static final int LONGEST = 4096;
    private static final int LONGEST_TRANSACTION = 256;
    private static final int LONGEST_RESPONSE = 16 * 1024;
    /** For all but the data: a transaction may be of letters of four bytes. */
    private static final int FRAME = 2 * 1024;

    /** What is not understood is as if it were not there: Home Assistant's buttons send {@code PRESS}. */
    public static BridgeRequest parse(byte[] payload) {
        String text = payload.length > LONGEST ? "" : new String(payload, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{")) {
            return new BridgeRequest(text.toLowerCase(Locale.ROOT), null);
        }
        try {
            JsonNode json = CommandParser.JSON.readTree(text);
            JsonNode transaction = json.path("transaction");
            boolean echoed = transaction.isValueNode()
                    && !transaction.isNull()
                    && transaction.toString().length() <= LONGEST_TRANSACTION;
            return new BridgeRequest(
                    json.path("value").asString("").strip().toLowerCase(Locale.ROOT), echoed ? transaction : null);
        } catch (JacksonException | NumberFormatException malformed) {
            return new BridgeRequest(text, null);
        }
    }

    /** The response to it when it was done; in parts where it is longer than any broker is sure to take. */
    public List<String> done(JsonNode data) {
        String whole = withTransaction(ok(data));
        if (whole.getBytes(StandardCharsets.UTF_8).length <= LONGEST_RESPONSE) {
            return List.of(whole);
        }
        List<JsonNode> parts = AnswerParts.of(data, LONGEST_RESPONSE - FRAME);
        return IntStream.range(0, parts.size())
                .mapToObj(
                        i -> withTransaction(ok(parts.get(i)).put("part", i + 1).put("parts", parts.size())))
                .toList();
    }

    private static ObjectNode ok(JsonNode data) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("data", data);
        return json.put("status", "ok");
    }

    /** The response to it when it was not done. */
    public String refused(String reason) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("data");
        json.put("status", "error").put("error", reason);
        return withTransaction(json);
    }

    private String withTransaction(ObjectNode json) {
        if (transaction != null) {
            json.set("transaction", transaction);
        }
        return json.toString();
    }
}
