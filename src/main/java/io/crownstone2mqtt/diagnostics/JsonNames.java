package io.crownstone2mqtt.diagnostics;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes JSON again without names. What a member is called says which names its text can hold. */
record JsonNames(Redaction redaction, TopicShape topics) {
    private static final Map<String, NamedKind> KINDS = Map.ofEntries(
            Map.entry("sphere", NamedKind.SPHERE),
            Map.entry("spheres", NamedKind.SPHERE),
            Map.entry("include", NamedKind.SPHERE),
            Map.entry("exclude", NamedKind.SPHERE),
            Map.entry("location", NamedKind.LOCATION),
            Map.entry("locations", NamedKind.LOCATION),
            Map.entry("room", NamedKind.LOCATION),
            Map.entry("rooms", NamedKind.LOCATION),
            Map.entry("suggested_area", NamedKind.LOCATION),
            Map.entry("crownstones", NamedKind.CROWNSTONE),
            Map.entry("commands", NamedKind.CROWNSTONE),
            Map.entry("users", NamedKind.USER),
            Map.entry("people", NamedKind.USER),
            Map.entry("scenes", NamedKind.SCENE),
            Map.entry("hubs", NamedKind.HUB));
    /** Its members are called as Crownstones are. */
    static final String LEVELS = "levels";

    private static final Set<String> OF_IDS = Set.of("id", "unique_id", "object_id", "identifiers", "via_device");
    /** What the program or the cloud chooses from a few words: these are never names of a home. */
    private static final Set<String> FIXED = Set.of(
            "state",
            "source",
            "since",
            "at",
            "started",
            "last_sync",
            "type",
            "firmware",
            "hardware",
            "icon",
            "command",
            "payload_on",
            "payload_off",
            "payload_available",
            "payload_not_available",
            "payload_home",
            "payload_not_home",
            "payload_press",
            "device_class",
            "state_class",
            "entity_category",
            "value_template",
            "platform",
            "schema",
            "availability_mode",
            "source_type",
            "supported_color_modes",
            "manufacturer",
            "model",
            "sw_version",
            "hw_version",
            "version",
            "in_zones",
            "options",
            "event_types",
            "topic-style",
            "discovery-format",
            "non-dimmable-as",
            "entity-ids");

    /** @param kind of the thing that the JSON is about; null where that is not known */
    JsonNode over(JsonNode json, String key, @Nullable NamedKind kind) {
        return switch (json) {
            case ObjectNode object when key.equals(LEVELS) -> levels(object);
            case ObjectNode object -> object(object, KINDS.getOrDefault(key, kind));
            case ArrayNode array -> array(array, key, kind);
            case StringNode text -> StringNode.valueOf(text(text.stringValue(), key, kind));
            default -> json;
        };
    }

    private ObjectNode object(ObjectNode object, @Nullable NamedKind kind) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(member -> written.set(
                        redaction.nameless(member.getKey()), over(member.getValue(), member.getKey(), kind)));
        return written;
    }

    private ObjectNode levels(ObjectNode object) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(member ->
                        written.set(redaction.named(NamedKind.CROWNSTONE, member.getKey()), member.getValue()));
        return written;
    }

    private ArrayNode array(ArrayNode array, String key, @Nullable NamedKind kind) {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> written.add(over(each, key, kind)));
        return written;
    }

    private String text(String text, String key, @Nullable NamedKind kind) {
        if (FIXED.contains(key)) {
            return redaction.fixed(text);
        }
        if (OF_IDS.contains(key)) {
            return redaction.nameless(text);
        }
        if (topics.isTopic(text)) {
            return redaction.topic(text);
        }
        NamedKind meant = KINDS.getOrDefault(key, key.equals("name") ? kind : null);
        return meant == null ? redaction.text(text) : redaction.named(meant, text);
    }
}
