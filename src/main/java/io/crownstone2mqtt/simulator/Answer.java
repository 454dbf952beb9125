package io.crownstone2mqtt.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the caller. */
record Answer(int status, @Nullable String contentType, String body, Map<String, String> headers) {
    static final String JSON = "application/json; charset=utf-8";

    static Answer json(JsonNode body) {
        return new Answer(200, JSON, Json.text(body), Map.of());
    }

    /** The real cloud says application/json here, without any JSON. */
    static Answer noContent() {
        return new Answer(204, "application/json", "", Map.of());
    }

    static Answer text(int status, @Nullable String contentType, String body) {
        return new Answer(status, contentType, body, Map.of());
    }

    /** The error envelope; name and code are left out when null, as the real cloud does for its 500s. */
    static Answer error(int status, @Nullable String name, String message, @Nullable String code) {
        return error(status, name, message, code, null);
    }

    static Answer error(
            int status, @Nullable String name, String message, @Nullable String code, @Nullable ObjectNode details) {
        ObjectNode error = Json.object().put("statusCode", status);
        if (name != null) {
            error.put("name", name);
        }
        error.put("message", message);
        if (code != null) {
            error.put("code", code);
        }
        if (details != null) {
            error.set("details", details);
        }
        ObjectNode envelope = Json.object();
        envelope.set("error", error);
        return new Answer(status, JSON, Json.text(envelope), Map.of());
    }

    boolean isError() {
        return status >= 400;
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }

    Answer withBody(String other) {
        return new Answer(status, contentType, other, headers);
    }
}
