package io.crownstone2mqtt.mirror.homeassistant;

import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.Retained;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Renders a device with its entities as discovery messages, in the format that the user chose. */
public final class Discovery {
    /** Marks discovery messages as this program's own. */
    public static final String ORIGIN = "crownstone2mqtt";

    private final TopicScheme topics;
    private final MirrorOptions options;

    public Discovery(TopicScheme topics, MirrorOptions options) {
        this.topics = topics;
        this.options = options;
    }

    /**
     * The messages of one device; none when discovery is off.
     *
     * @param node the topic level and the start of every unique id
     * @param availability topics that all must say {@code online}
     */
    public List<Retained> announce(String node, Device device, List<String> availability, List<Component> components) {
        if (!options.discovery().enabled() || components.isEmpty()) {
            return List.of();
        }
        return options.discovery().deviceFormat()
                ? List.of(deviceMessage(node, device, availability, components))
                : components.stream()
                        .map(component -> componentMessage(node, device, availability, component))
                        .toList();
    }

    private Retained componentMessage(String node, Device device, List<String> availability, Component component) {
        ObjectNode json = component.toJson(node);
        putAvailability(json, availability);
        json.set("device", device.toJson());
        json.set("origin", origin());
        return Retained.discovery(topics.componentConfig(component.platform(), node, component.key()), json.toString());
    }

    private Retained deviceMessage(String node, Device device, List<String> availability, List<Component> components) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("device", device.toJson());
        json.set("origin", origin());
        putAvailability(json, availability);
        json.put("qos", 1);
        ObjectNode entities = json.putObject("components");
        for (Component component : components) {
            ObjectNode entity = entities.putObject(component.key());
            entity.put("platform", component.platform());
            entity.setAll(component.toJson(node));
        }
        return Retained.discovery(topics.deviceConfig(node), json.toString());
    }

    static void putAvailability(ObjectNode json, List<String> availability) {
        ArrayNode array = json.putArray("availability");
        availability.forEach(topic -> array.addObject().put("topic", topic));
        json.put("availability_mode", "all");
    }

    private ObjectNode origin() {
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        origin.put("name", ORIGIN);
        origin.put("sw_version", options.version());
        return origin;
    }
}
