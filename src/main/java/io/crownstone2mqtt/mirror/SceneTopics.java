package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.homeassistant.Component;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A scene's topics, and its entity, which belongs to the device of its sphere. */
final class SceneTopics {
    private final TopicScheme topics;

    SceneTopics(TopicScheme topics) {
        this.topics = topics;
    }

    Fragment render(Sphere sphere, Scene scene, Names names) {
        String path = names.topics().path(ThingKey.of(sphere.id(), scene.id()));
        return new Fragment(List.of(Retained.attributes(topics.of(path, "attributes"), attributes(sphere, scene))));
    }

    private static String attributes(Sphere sphere, Scene scene) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", scene.label());
        json.put("id", scene.id().value());
        ObjectNode levels = json.putObject("levels");
        Map<Integer, Integer> known = scene.levels() == null ? Map.of() : scene.levels();
        sphere.crownstones().values().stream()
                .filter(each -> each.uid() != null && known.containsKey(each.uid()))
                .sorted(Comparator.comparing(Crownstone::uid))
                .forEach(each -> levels.put(key(sphere, each), known.get(each.uid())));
        return json.toString();
    }

    /** Its name; with its number where another of the sphere has that name, in the scene or not. */
    private static String key(Sphere sphere, Crownstone crownstone) {
        String label = crownstone.label();
        boolean unique = sphere.crownstones().values().stream()
                .noneMatch(each -> each != crownstone && each.label().equals(label));
        return unique ? label : label + " (" + crownstone.uid() + ")";
    }

    List<Component> entities(Sphere sphere, Names names) {
        return sphere.scenes().values().stream()
                .sorted(Comparator.comparing((Scene scene) -> scene.id().value()))
                .map(scene -> entity(sphere, scene, names))
                .toList();
    }

    private Component entity(Sphere sphere, Scene scene, Names names) {
        ThingKey key = ThingKey.of(sphere.id(), scene.id());
        String path = names.topics().path(key);
        ObjectNode json = Component.members();
        json.put("command_topic", topics.of(path, "set"));
        json.put("payload_on", "ON"); // Home Assistant has no default for it, and fails when the scene is turned on
        json.put("json_attributes_topic", topics.of(path, "attributes"));
        json.put("icon", "mdi:palette");
        CloudId id = scene.id();
        return new Component(
                "scene",
                "scene_" + TopicScheme.node(id),
                scene.label(),
                names.topics().level(key),
                json);
    }
}
