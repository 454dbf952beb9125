package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.homeassistant.Component;
import io.crownstone2mqtt.mirror.homeassistant.Device;
import io.crownstone2mqtt.mirror.homeassistant.Discovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The topics of spheres, locations and users: who is where, and whether the cloud is connected. */
final class PresenceTopics {
    private static final String PRESENCE = "presence";
    private static final String ATTRIBUTES = "presence/attributes";

    private final TopicScheme topics;
    private final MirrorOptions options;
    private final Discovery discovery;

    PresenceTopics(TopicScheme topics, MirrorOptions options) {
        this.topics = topics;
        this.options = options;
        this.discovery = new Discovery(topics, options);
    }

    static String sphereNode(SphereId sphere) {
        return "crownstone_sphere_" + TopicScheme.node(sphere);
    }

    Fragment sphere(Sphere sphere, Names names, boolean online) {
        String level = names.topics().path(ThingKey.of(sphere.id()));
        List<Retained> all = new ArrayList<>();
        List<Component> entities = new ArrayList<>();
        if (options.people().mirrored()) {
            List<String> people = present(sphere, names, null);
            all.add(Retained.attributes(topics.of(level, ATTRIBUTES), attributes(people)));
            all.add(Retained.state(topics.of(level, PRESENCE), people.isEmpty() ? "OFF" : "ON"));
            entities.add(occupancy(level, topics.of(level, PRESENCE), topics.of(level, ATTRIBUTES)));
            entities.add(people(level));
        }
        String availability = topics.of(level, "availability");
        all.add(Retained.state(availability, online ? "online" : "offline"));
        Device device = new Device(
                sphereNode(sphere.id()),
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
        String node = sphereNode(sphere.id());
        List<String> ofBridge = List.of(topics.bridgeState());
        if (options.discovery().deviceFormat()) {
            entities.add(cloud.withAvailability(ofBridge));
            all.addAll(discovery.announce(node, device, ofSphere, entities));
        } else {
            all.addAll(discovery.announce(node, device, ofSphere, entities));
            all.addAll(discovery.announce(node, device, ofBridge, List.of(cloud)));
        }
    }

    Fragment location(Sphere sphere, Location location, Names names) {
        ThingKey key = ThingKey.of(sphere.id(), location.id());
        String path = names.topics().path(key);
        List<String> people = present(sphere, names, location.id());
        String state = topics.of(path, PRESENCE);
        String attributes = topics.of(path, ATTRIBUTES);
        List<Retained> all = new ArrayList<>();
        all.add(Retained.attributes(attributes, attributes(people)));
        all.add(Retained.state(state, people.isEmpty() ? "OFF" : "ON"));
        String node = "crownstone_location_" + TopicScheme.node(location.id());
        Device device = new Device(
                node,
                location.label(),
                "Crownstone",
                "Location",
                null,
                null,
                location.label(),
                sphereNode(sphere.id()));
        all.addAll(discovery.announce(
                node,
                device,
                availability(names.topics().path(ThingKey.of(sphere.id()))),
                List.of(occupancy(names.topics().level(key), state, attributes))));
        return new Fragment(all);
    }

    Fragment user(Sphere sphere, User user, Names names) {
        String inSphere = names.topics().path(ThingKey.of(sphere.id()));
        String path = names.topics().path(ThingKey.of(sphere.id(), user.id()));
        String level = names.topics().level(ThingKey.of(sphere.id(), user.id()));
        boolean home = sphere.presence().isPresent(user.id());
        List<String> rooms = rooms(sphere, user.id());
        String presence = topics.of(path, PRESENCE);
        String location = topics.of(path, "location");
        String attributes = topics.of(path, "attributes");
        List<Retained> all = new ArrayList<>();
        all.add(Retained.attributes(attributes, attributes(sphere, home, rooms)));
        all.add(Retained.state(presence, home ? "home" : "not_home"));
        all.add(Retained.state(location, whereabouts(home, rooms)));

        String identifier = "crownstone_user_" + TopicScheme.node(user.id());
        SphereId main = names.firstSphere(user.id(), sphere.id());
        boolean first = main.equals(sphere.id());
        String node = first ? identifier : identifier + "_" + TopicScheme.node(sphere.id());
        String called = Objects.requireNonNullElse(
                names.person(main, user.id()), user.id().value());
        Device device = new Device(identifier, called, "Crownstone", "User", null, null, null, sphereNode(main));
        ObjectNode tracker = Component.members();
        tracker.put("state_topic", presence);
        tracker.put("json_attributes_topic", attributes);
        tracker.put("source_type", "bluetooth_le");
        ObjectNode sensor = Component.members();
        sensor.put("state_topic", location);
        sensor.put("icon", "mdi:map-marker");
        String suffix = first ? "" : " " + sphere.label();
        String entity = first ? level : level + "-" + inSphere;
        all.addAll(discovery.announce(
                node,
                device,
                availability(inSphere),
                List.of(
                        new Component("device_tracker", PRESENCE, first ? null : sphere.label(), entity, tracker),
                        new Component("sensor", "location", "Location" + suffix, entity + "-location", sensor))));
        return new Fragment(all);
    }

    private List<String> availability(String sphereLevel) {
        return List.of(topics.bridgeState(), topics.of(sphereLevel, "availability"));
    }

    private Component occupancy(String level, String state, String attributes) {
        ObjectNode json = Component.members();
        json.put("state_topic", state);
        json.put("json_attributes_topic", attributes);
        json.put("device_class", "occupancy");
        return new Component("binary_sensor", PRESENCE, "Presence", level + "-presence", json);
    }

    private Component people(String level) {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.of(level, ATTRIBUTES));
        json.put("value_template", "{{ value_json.count }}");
        json.put("json_attributes_topic", topics.of(level, ATTRIBUTES));
        json.put("state_class", "measurement");
        json.put("icon", "mdi:account-group");
        return new Component("sensor", "people", "People", level + "-people", json);
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

    /** Who is in the sphere, or in that room of it; users only, for presence may name somebody who was removed. */
    private static List<String> present(Sphere sphere, Names names, @Nullable LocationId location) {
        return sphere.presence().people().entrySet().stream()
                .filter(entry -> location == null || entry.getValue().contains(location))
                .map(entry -> names.person(sphere.id(), entry.getKey()))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    private static List<String> rooms(Sphere sphere, UserId user) {
        Set<LocationId> locations = sphere.presence().locationsOf(user);
        return locations.stream()
                .map(sphere.locations()::get)
                .filter(Objects::nonNull)
                .map(Location::label)
                .sorted()
                .toList();
    }

    private static String whereabouts(boolean home, List<String> rooms) {
        if (!home) {
            return "not_home";
        }
        return rooms.isEmpty() ? "unknown" : String.join(", ", rooms);
    }

    private static String attributes(List<String> people) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", people.size());
        ArrayNode users = json.putArray("users");
        people.forEach(users::add);
        return json.toString();
    }

    private static String attributes(Sphere sphere, boolean home, List<String> rooms) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode zones = json.putArray("in_zones");
        if (home) {
            zones.add("zone.home");
        }
        json.put("sphere", sphere.label());
        ArrayNode locations = json.putArray("locations");
        rooms.forEach(locations::add);
        return json.toString();
    }
}
