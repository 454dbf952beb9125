package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.homeassistant.Component;
import io.crownstone2mqtt.mirror.homeassistant.Device;
import io.crownstone2mqtt.mirror.homeassistant.Discovery;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A hub's topics: whether the cloud is in contact with it. */
final class HubTopics {
    private static final String CONNECTIVITY = "connectivity";

    private final TopicScheme topics;
    private final Discovery discovery;

    HubTopics(TopicScheme topics, MirrorOptions options) {
        this.topics = topics;
        this.discovery = new Discovery(topics, options);
    }

    Fragment render(Sphere sphere, Hub hub, Names names) {
        ThingKey key = ThingKey.of(sphere.id(), hub.id());
        String path = names.topics().path(key);
        String room = room(sphere, hub);
        List<Retained> all = new ArrayList<>();
        all.add(Retained.attributes(topics.of(path, "attributes"), attributes(hub, room)));
        all.add(Retained.state(topics.of(path, CONNECTIVITY), hub.isConnected() ? "ON" : "OFF"));
        String node = "crownstone_hub_" + TopicScheme.node(hub.id());
        Device device =
                new Device(node, hub.label(), "Crownstone", "Hub", null, null, room, SphereTopics.node(sphere.id()));
        List<String> availability =
                List.of(topics.bridgeState(), topics.of(names.topics().path(ThingKey.of(sphere.id())), "availability"));
        all.addAll(discovery.announce(
                node,
                device,
                availability,
                List.of(connectivity(path, names.topics().level(key)))));
        return new Fragment(all);
    }

    private static @Nullable String room(Sphere sphere, Hub hub) {
        Location location = hub.location() == null ? null : sphere.locations().get(hub.location());
        return location == null ? null : location.label();
    }

    private static String attributes(Hub hub, @Nullable String room) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", hub.label());
        json.put("id", hub.id().value());
        if (room != null) {
            json.put("location", room);
        }
        if (hub.lastSeen() != null) {
            json.put("since", hub.lastSeen().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        return json.toString();
    }

    private Component connectivity(String path, String level) {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.of(path, CONNECTIVITY));
        json.put("json_attributes_topic", topics.of(path, "attributes"));
        json.put("device_class", CONNECTIVITY);
        json.put("entity_category", "diagnostic");
        return new Component("binary_sensor", CONNECTIVITY, "Connectivity", level + "-connectivity", json);
    }
}
