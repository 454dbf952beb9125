package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.homeassistant.Component;
import io.crownstone2mqtt.mirror.homeassistant.Device;
import io.crownstone2mqtt.mirror.homeassistant.Discovery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bridge's own topics. */
final class BridgeTopics {
    private final TopicScheme topics;
    private final MirrorOptions options;
    private final Discovery discovery;

    BridgeTopics(TopicScheme topics, MirrorOptions options) {
        this.topics = topics;
        this.options = options;
        this.discovery = new Discovery(topics, options);
    }

    static String node(MirrorOptions options) {
        return "crownstone2mqtt_" + TopicScheme.node(options.clientId());
    }

    Fragment render(Snapshot snapshot) {
        List<Retained> all = new ArrayList<>();
        all.add(Retained.attributes(topics.bridgeInfo(), info(snapshot)));
        all.add(Retained.state(topics.bridgeState(), "online"));
        Device device = new Device(
                node(options), "Crownstone bridge", "crownstone2mqtt", "Bridge", null, options.version(), null, null);
        all.addAll(discovery.announce(
                node(options), device, List.of(topics.bridgeState()), List.of(connection(), resync())));
        return new Fragment(all);
    }

    private String info(Snapshot snapshot) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", options.version());
        json.put("started", snapshot.info().started().toString());
        json.put("cloud", snapshot.info().cloud().toString());
        json.put("broker", snapshot.info().broker().toString());
        Collection<Sphere> spheres = snapshot.home().spheres().values();
        ObjectNode counts = json.putObject("counts");
        counts.put("spheres", spheres.size());
        counts.put("locations", count(spheres, Sphere::locations));
        counts.put("crownstones", count(spheres, Sphere::crownstones));
        counts.put("users", count(spheres, Sphere::users));
        json.put("last_sync", snapshot.info().lastSync().toString());
        return json.toString();
    }

    private static int count(Collection<Sphere> spheres, Function<Sphere, PersistentMap<?, ?>> things) {
        return spheres.stream().map(things).mapToInt(PersistentMap::size).sum();
    }

    private Component connection() {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.bridgeState());
        json.put("payload_on", "online");
        json.put("payload_off", "offline");
        json.put("device_class", "connectivity");
        json.put("entity_category", "diagnostic");
        return new Component("binary_sensor", "connection", "Connection", "crownstone_bridge_connection", json);
    }

    private Component resync() {
        ObjectNode json = Component.members();
        json.put("command_topic", topics.resyncRequest());
        json.put("entity_category", "diagnostic");
        json.put("icon", "mdi:cloud-sync");
        return new Component("button", "resync", "Resync", "crownstone_bridge_resync", json);
    }
}
