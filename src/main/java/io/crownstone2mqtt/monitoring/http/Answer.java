package io.crownstone2mqtt.monitoring.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is sent back.
 *
 * @param headers beyond those that every answer has
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
record Answer(int code, String type, byte[] body, Map<String, String> headers) {
    static Answer text(int code, String text) {
        return new Answer(code, "text/plain; charset=utf-8", bytes(text + "\n"), Map.of());
    }

    static Answer json(int code, JsonNode json) {
        return new Answer(code, "application/json", bytes(json.toString()), Map.of());
    }

    static Answer of(String type, String text) {
        return new Answer(200, type, bytes(text), Map.of());
    }

    Answer with(String header, String value) {
        return new Answer(code, type, body, Map.of(header, value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
