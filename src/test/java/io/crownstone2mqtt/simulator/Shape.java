package io.crownstone2mqtt.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What JSON looks like: names and types without values, as text that reads well in a failed comparison. */
final class Shape {
    private Shape() {}

    static String of(JsonNode node) {
        return of(node, "\n");
    }

    private static String of(JsonNode node, String newLine) {
        String deeper = newLine + "  ";
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue(), deeper)));
            return fields.entrySet().stream()
                    .map(field -> deeper + field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining("", "{", newLine + "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(element -> deeper + of(element, deeper))
                    .collect(Collectors.joining("", "[", newLine + "]"));
        }
        return node.getNodeType().name();
    }
}
