package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.homeassistant.Component;
import io.crownstone2mqtt.mirror.homeassistant.Device;
import io.crownstone2mqtt.mirror.homeassistant.Discovery;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A sphere's topics: whether the cloud reports it, who is there, and whether anybody can carry out commands. */
final class SphereTopics {
    static final String SWITCHING = "switching";

    private final TopicScheme topics;
    private final MirrorOptions options;
    private final Discovery discovery;
    private final SceneTopics scenes;

    SphereTopics(TopicScheme topics, MirrorOptions options, SceneTopics scenes) {
        this.topics = topics;
        this.options = options;
        this.discovery = new Discovery(topics, options);
        this.scenes = scenes;
    }

    static String node(SphereId sphere) {
        return "crownstone_sphere_" + TopicScheme.node(sphere);
    }

    Fragment render(Sphere sphere, Names names, boolean online) {
        String level = names.topics().path(ThingKey.of(sphere.id()));
        List<Retained> all = new ArrayList<>();
        List<Component> entities = new ArrayList<>();
        if (options.people().mirrored()) {
            List<String> people = PresenceTopics.present(sphere, names, null);
            all.add(Retained.attributes(
                    topics.of(level, PresenceTopics.ATTRIBUTES), PresenceTopics.attributes(people)));
            all.add(Retained.state(topics.of(level, PresenceTopics.PRESENCE), people.isEmpty() ? "OFF" : "ON"));
            entities.add(PresenceTopics.occupancy(
                    level, topics.of(level, PresenceTopics.PRESENCE), topics.of(level, PresenceTopics.ATTRIBUTES)));
            entities.add(people(level));
        }
        sphere.switching(options.people().mirrored()).ifPresent(can -> {
            all.add(Retained.state(topics.of(level, SWITCHING), can ? "ON" : "OFF"));
            entities.add(switching(level));
        });
        entities.addAll(scenes.entities(sphere, names));
        String availability = topics.of(level, "availability");
        all.add(Retained.state(availability, online ? "online" : "offline"));
        Device device = new Device(
                node(sphere.id()),
                sphere.label(),
                "Crownstone",
                "Sphere",
                null,
                null,
                null,
                BridgeTopics.node(options));
        List<String> ofSphere = List.of(topics.bridgeState(), availability);
        announceCloud(all, sphere, device, entities, ofSphere, cloud(level, availability));
        return new Fragment(all);
    }

    /** Cloud connectivity must be seen while the sphere is offline: in the device format that is the availability of all. */
    private void announceCloud(
            List<Retained> all,
            Sphere sphere,
            Device device,
            List<Component> entities,
            List<String> ofSphere,
            Component cloud) {
        String node = node(sphere.id());
        List<String> ofBridge = List.of(topics.bridgeState());
        if (options.discovery().deviceFormat()) {
            entities.add(cloud.withAvailability(ofBridge));
            all.addAll(discovery.announce(node, device, ofSphere, entities));
        } else {
            all.addAll(discovery.announce(node, device, ofSphere, entities));
            all.addAll(discovery.announce(node, device, ofBridge, List.of(cloud)));
        }
    }

    private Component people(String level) {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.of(level, PresenceTopics.ATTRIBUTES));
        json.put("value_template", "{{ value_json.count }}");
        json.put("json_attributes_topic", topics.of(level, PresenceTopics.ATTRIBUTES));
        json.put("state_class", "measurement");
        json.put("icon", "mdi:account-group");
        return new Component("sensor", "people", "People", level + "-people", json);
    }

    private Component switching(String level) {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.of(level, SWITCHING));
        json.put("entity_category", "diagnostic");
        json.put("icon", "mdi:light-switch");
        return new Component("binary_sensor", SWITCHING, "Switching", level + "-switching", json);
    }

    private static Component cloud(String level, String availability) {
        ObjectNode json = Component.members();
        json.put("state_topic", availability);
        json.put("payload_on", "online");
        json.put("payload_off", "offline");
        json.put("device_class", "connectivity");
        json.put("entity_category", "diagnostic");
        return new Component("binary_sensor", "cloud", "Cloud", level + "-cloud", json);
    }
}
