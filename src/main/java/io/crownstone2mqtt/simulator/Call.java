package io.crownstone2mqtt.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;

/** A request that found its method: who calls, the ids in the path, the query and the parsed body. */
record Call(@Nullable Token token, List<String> ids, Map<String, List<String>> query, JsonNode body) {
    /** The caller; refuses a request without a good token. */
    SimulatedUser user() {
        if (token == null) {
            throw Refusal.authorizationRequired();
        }
        return token.user();
    }

    String id() {
        return ids.getFirst();
    }

    @Nullable
    String parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    /** A body that is JSON by its content type, or a form; anything else counts as empty. */
    static JsonNode parseBody(@Nullable String contentType, String text) {
        if (text.isEmpty() || contentType == null) {
            return Json.object();
        }
        if (contentType.startsWith("application/x-www-form-urlencoded")) {
            return Query.form(text);
        }
        if (!contentType.startsWith("application/json")) {
            return Json.object();
        }
        try {
            return Json.read(text);
        } catch (UnexpectedEndOfInputException _) {
            throw Refusal.badRequest("SyntaxError", "Unexpected end of JSON input");
        } catch (JacksonException _) {
            throw Refusal.badRequest("SyntaxError", "Unexpected token in JSON at position 0");
        }
    }

    /** The filter, from its JSON text or from bracket syntax; refuses text that is not JSON. */
    JsonNode filter() {
        String text = parameter("filter");
        if (text == null) {
            return Query.bracketFilter(query);
        }
        try {
            return Json.read(text);
        } catch (JacksonException _) {
            throw Refusal.badRequest("Error", "Unexpected token " + text.charAt(0) + " in JSON at position 0");
        }
    }

    List<Include> includes() {
        return Include.parse(filter().get("include"));
    }

    /** The same, but a filter that is not JSON counts as none. */
    List<Include> lenientIncludes() {
        return Optional.of(this)
                .filter(Call::hasReadableFilter)
                .map(Call::includes)
                .orElse(List.of());
    }

    private boolean hasReadableFilter() {
        try {
            filter();
            return true;
        } catch (Refusal _) {
            return false;
        }
    }
}
