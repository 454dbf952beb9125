package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Sphere;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the bridge answers from its mirror when it is asked. */
public record BridgeAnswers(Mirror mirror, TopicScheme topics) {
    /** The same as the retained {@code bridge/info}. */
    public JsonNode info() {
        return held(ThingKey.BRIDGE, topics.bridgeInfo());
    }

    /** Every Crownstone with its topic, its attributes and its state. */
    public JsonNode crownstones() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Sphere sphere : mirror.source().home().spheres().values()) {
            sphere.crownstones().values().forEach(each -> all.add(crownstone(sphere, each)));
        }
        return all;
    }

    private ObjectNode crownstone(Sphere sphere, Crownstone crownstone) {
        ThingKey key = ThingKey.of(sphere.id(), crownstone.id());
        String path = mirror.names().topics().path(key);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topics.of(path, "").replaceFirst("/$", ""));
        json.put("sphere", sphere.label());
        json.setAll((ObjectNode) held(key, topics.of(path, "attributes")));
        json.setAll((ObjectNode) held(key, topics.of(path, "state")));
        return json;
    }

    private JsonNode held(ThingKey key, String topic) {
        Fragment fragment = mirror.fragments().get(key);
        return fragment == null
                ? JsonNodeFactory.instance.objectNode()
                : fragment.at(topic)
                        .<JsonNode>map(retained -> CommandParser.JSON.readTree(retained.payload()))
                        .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** Which of those topics belong to nothing that there is, sorted. */
    public List<String> orphans(Collection<String> heldByTheBroker) {
        Set<String> wanted = new HashSet<>();
        mirror.inOrder().forEach(retained -> wanted.add(retained.topic()));
        return heldByTheBroker.stream()
                .filter(topic -> !wanted.contains(topic))
                .sorted()
                .toList();
    }
}
