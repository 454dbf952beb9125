package io.crownstone2mqtt.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Taking apart what is URL-encoded. */
final class Query {
    private Query() {}

    static Map<String, List<String>> parse(@Nullable String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (raw == null) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                parameters.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
            }
        }
        return parameters;
    }

    static ObjectNode form(String body) {
        ObjectNode form = Json.object();
        parse(body).forEach((name, values) -> form.put(name, values.getFirst()));
        return form;
    }

    /** {@code filter[include]=a}, {@code filter[include][]=a} and {@code filter[include][0]=a}. */
    static ObjectNode bracketFilter(Map<String, List<String>> query) {
        ArrayNode include = Json.array();
        query.forEach((name, values) -> {
            if (name.matches("filter\\[include](\\[\\d*])?")) {
                values.forEach(include::add);
            }
        });
        ObjectNode filter = Json.object();
        if (!include.isEmpty()) {
            filter.set("include", include);
        }
        return filter;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
