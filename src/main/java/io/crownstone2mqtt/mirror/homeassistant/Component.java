package io.crownstone2mqtt.mirror.homeassistant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entity of a device.
 *
 * @param platform Home Assistant's component: {@code light}, {@code switch}, {@code binary_sensor} …
 * @param key never changes: it makes the topic, the unique id, and with them the entity's history
 * @param name what follows the device's name; null for the device's main entity
 * @param entityId what the entity id is made of at its first creation, without the domain
 * @param options the platform's own members, in their order
 */
public record Component(
        String platform, String key, @Nullable String name, String entityId, ObjectNode options) {
    public static ObjectNode members() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** With an availability of its own, other than its device's. */
    public Component withAvailability(List<String> topics) {
        ObjectNode own = options.deepCopy();
        Discovery.putAvailability(own, topics);
        return new Component(platform, key, name, entityId, own);
    }

    ObjectNode toJson(String node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        json.put("unique_id", node + "_" + key);
        json.put("default_entity_id", platform + "." + entityId.replace('-', '_'));
        json.setAll(options);
        json.put("qos", 1);
        return json;
    }
}
