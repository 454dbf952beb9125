package io.crownstone2mqtt.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the caller. */
record RestAnswer(int status, @Nullable String contentType, String body, Map<String, String> headers) {
    static final String JSON = "application/json; charset=utf-8";

    static RestAnswer json(JsonNode body) {
        return text(200, JSON, Json.text(body));
    }

    /** The real cloud says application/json here, without any JSON. */
    static RestAnswer noContent() {
        return text(204, "application/json", "");
    }

    static RestAnswer text(int status, @Nullable String contentType, String body) {
        return new RestAnswer(status, contentType, body, Map.of());
    }

    /** The error envelope; name, code and details are left out when null, as the real cloud does for its 500s. */
    static RestAnswer error(
            int status, @Nullable String name, String message, @Nullable String code, @Nullable ObjectNode details) {
        ObjectNode envelope = Json.object();
        ObjectNode error = envelope.putObject("error").put("statusCode", status);
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
        return text(status, JSON, Json.text(envelope));
    }

    /** An error as LoopBack 4 writes it: status, name and message. */
    RestAnswer withoutCode() {
        String name = switch (status) {
            case 400 -> "BadRequestError";
            case 401 -> "UnauthorizedError";
            case 404 -> "NotFoundError";
            case 424 -> "FailedDependencyError";
            default -> "Error";
        };
        String message = Json.read(body).path("error").path("message").asString("");
        return error(status, name, message, null, null);
    }

    boolean isError() {
        return status >= 400;
    }

    /** An error as a web page, for callers who prefer that. */
    RestAnswer asPage() {
        return text(
                status,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html><body><h1>Error</h1><pre>" + body + "</pre></body></html>");
    }

    RestAnswer withFirstHalfOfBody() {
        return new RestAnswer(status, contentType, body.substring(0, body.length() / 2), headers);
    }
}
