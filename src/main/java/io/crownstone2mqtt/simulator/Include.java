package io.crownstone2mqtt.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One relation that a filter asks to be embedded. {@code plain} is the bare word, which the cloud treats otherwise than
 * the object forms.
 */
record Include(String relation, List<Include> nested, boolean plain) {
    boolean has(String name) {
        return nested.stream().anyMatch(include -> include.relation().equals(name));
    }

    /** Accepts a word, an object of relation and scope, an object of relations to what they embed, or a list of those. */
    static List<Include> parse(@Nullable JsonNode include) {
        List<Include> found = new ArrayList<>();
        if (include == null) {
            return found;
        }
        if (include.isString()) {
            found.add(new Include(include.stringValue(), List.of(), true));
        } else if (include.isArray()) {
            include.forEach(element -> found.addAll(parse(element)));
        } else if (include.path("relation").isString()) {
            JsonNode scope = include.path("scope").path("include");
            found.add(new Include(include.path("relation").stringValue(), parse(scope), false));
        } else if (include.isObject()) {
            include.properties()
                    .forEach(entry -> found.add(new Include(entry.getKey(), parse(entry.getValue()), false)));
        }
        return found;
    }
}
