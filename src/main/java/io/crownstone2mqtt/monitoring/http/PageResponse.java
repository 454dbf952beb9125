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
record PageResponse(int code, String type, byte[] body, Map<String, String> headers) {
    static PageResponse text(int code, String text) {
        return new PageResponse(code, "text/plain; charset=utf-8", bytes(text + "\n"), Map.of());
    }

    static PageResponse json(int code, JsonNode json) {
        return new PageResponse(code, "application/json", bytes(json.toString()), Map.of());
    }

    static PageResponse of(String type, String text) {
        return new PageResponse(200, type, bytes(text), Map.of());
    }

    PageResponse with(String header, String value) {
        return new PageResponse(code, type, body, Map.of(header, value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
