package io.crownstone2mqtt.mirror.homeassistant;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a device message gives way to the next. Leaving out an entity does nothing in Home Assistant, and removing it in the
 * message that brings its successor makes the device anew: so the new one is added first, then the old one removed by
 * naming its platform alone, and only then left out.
 */
public final class DeviceSteps {
    /** Published on an old topic: Home Assistant keeps the entity until the message of the other format takes it over. */
    public static final String MIGRATE = "{\"migrate_discovery\":true}";

    private static final String COMPONENTS = "components";
    private static final String PLATFORM = "platform";
    private static final JsonMapper JSON = JsonMapper.shared();

    private DeviceSteps() {}

    /** The payloads to publish one after the other; the last is {@code next}. */
    public static List<String> between(String held, String next) {
        if (!(read(held).get(COMPONENTS) instanceof ObjectNode old)
                || !(read(next) instanceof ObjectNode wanted)
                || !(wanted.get(COMPONENTS) instanceof ObjectNode components)) {
            return List.of(next);
        }
        List<Map.Entry<String, JsonNode>> gone = old.properties().stream()
                .filter(entry -> !components.has(entry.getKey()))
                .toList();
        if (gone.isEmpty()) {
            return List.of(next);
        }
        ObjectNode both = wanted.deepCopy();
        ObjectNode removal = wanted.deepCopy();
        gone.forEach(entry -> {
            JsonNode platform = entry.getValue().path(PLATFORM);
            ((ObjectNode) Objects.requireNonNull(both.get(COMPONENTS))).set(entry.getKey(), entry.getValue());
            ((ObjectNode) Objects.requireNonNull(removal.get(COMPONENTS)))
                    .putObject(entry.getKey())
                    .set(PLATFORM, platform);
        });
        return List.of(both.toString(), removal.toString(), next);
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        }
    }
}
