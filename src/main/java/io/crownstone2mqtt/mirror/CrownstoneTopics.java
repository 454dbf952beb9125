package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.homeassistant.Component;
import io.crownstone2mqtt.mirror.homeassistant.Device;
import io.crownstone2mqtt.mirror.homeassistant.Discovery;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Crownstone's topics: attributes, state, the plain values, and its light or switch in Home Assistant. */
final class CrownstoneTopics {
    private final TopicScheme topics;
    private final MirrorOptions options;
    private final Discovery discovery;
    private final MeterTopics meters;

    CrownstoneTopics(TopicScheme topics, MirrorOptions options) {
        this.topics = topics;
        this.options = options;
        this.discovery = new Discovery(topics, options);
        this.meters = new MeterTopics(topics);
    }

    static String node(CrownstoneId crownstone) {
        return "crownstone_" + TopicScheme.node(crownstone);
    }

    Fragment render(Sphere sphere, Crownstone crownstone, @Nullable MeterValues meter, Names names) {
        String path = names.topics().path(ThingKey.of(sphere.id(), crownstone.id()));
        List<Retained> all = new ArrayList<>();
        all.add(Retained.attributes(topics.of(path, "attributes"), attributes(sphere, crownstone)));
        if (crownstone.canSwitch()) {
            all.addAll(states(crownstone, path));
            all.addAll(meters.states(meter, path));
            all.addAll(announce(sphere, crownstone, meter, path, names));
        }
        return new Fragment(all);
    }

    /** The same fragment, of a Crownstone of which nothing but the state is another now. */
    Fragment renderState(
            Fragment before, Sphere sphere, Crownstone crownstone, @Nullable MeterValues meter, Names names) {
        if (!crownstone.canSwitch()) {
            return before;
        }
        String path = names.topics().path(ThingKey.of(sphere.id(), crownstone.id()));
        List<Retained> all = new ArrayList<>(before.ofKind(Retained.Kind.ATTRIBUTES));
        all.addAll(states(crownstone, path));
        all.addAll(meters.states(meter, path));
        all.addAll(before.ofKind(Retained.Kind.DISCOVERY));
        return new Fragment(all);
    }

    private List<Retained> states(Crownstone crownstone, String path) {
        SwitchState state = crownstone.state();
        Retained json = Retained.state(topics.of(path, "state"), state(crownstone));
        if (state == null) {
            return List.of(json);
        }
        Retained plain = Retained.state(topics.of(path, "switch"), onOff(state));
        return crownstone.canDim()
                ? List.of(
                        json,
                        plain,
                        Retained.state(topics.of(path, "brightness"), Integer.toString(state.percentage())))
                : List.of(json, plain);
    }

    private static String onOff(SwitchState state) {
        return state.on() ? "ON" : "OFF";
    }

    private static String state(Crownstone crownstone) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        SwitchState state = crownstone.state();
        if (state == null) {
            return json.putNull("state").toString();
        }
        json.put("state", onOff(state));
        if (crownstone.canDim()) {
            json.put("brightness", state.percentage());
        }
        json.put("confirmed", state.confirmed());
        json.put("source", state.source().name().toLowerCase(Locale.ROOT));
        json.put("since", state.since().truncatedTo(ChronoUnit.MILLIS).toString());
        return json.toString();
    }

    private static String attributes(Sphere sphere, Crownstone crownstone) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", crownstone.label());
        json.put("id", crownstone.id().value());
        if (crownstone.uid() != null) {
            json.put("uid", crownstone.uid());
        }
        putKnown(json, "type", crownstone.type());
        putKnown(json, "firmware", crownstone.firmware());
        putKnown(json, "hardware", crownstone.hardware());
        putKnown(json, "icon", crownstone.icon());
        putKnown(json, "location", room(sphere, crownstone));
        json.put("locked", crownstone.locked());
        ObjectNode abilities = json.putObject("abilities");
        crownstone.abilities().stream()
                .sorted(Comparator.comparing(Ability::type))
                .forEach(ability -> abilities.put(ability.type(), ability.enabled()));
        return json.toString();
    }

    private static void putKnown(ObjectNode json, String key, @Nullable String value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    private static @Nullable String room(Sphere sphere, Crownstone crownstone) {
        Location location =
                crownstone.location() == null ? null : sphere.locations().get(crownstone.location());
        return location == null ? null : location.label();
    }

    private List<Retained> announce(
            Sphere sphere, Crownstone crownstone, @Nullable MeterValues meter, String path, Names names) {
        String node = node(crownstone.id());
        Device device = new Device(
                node,
                crownstone.label(),
                "Crownstone",
                model(crownstone.type()),
                crownstone.hardware(),
                crownstone.firmware(),
                room(sphere, crownstone),
                SphereTopics.node(sphere.id()));
        List<String> availability =
                List.of(topics.bridgeState(), topics.of(names.topics().path(ThingKey.of(sphere.id())), "availability"));
        return discovery.announce(node, device, availability, entities(crownstone, meter, path, names));
    }

    private List<Component> entities(Crownstone crownstone, @Nullable MeterValues meter, String path, Names names) {
        List<Component> entities = new ArrayList<>();
        entities.add(entity(crownstone, path, names));
        if (meter != null) {
            entities.addAll(meters.entities(path, entityId(crownstone, path)));
        }
        return entities;
    }

    private Component entity(Crownstone crownstone, String path, Names names) {
        boolean light = crownstone.canDim() || options.discovery().nonDimmableAsLight();
        ObjectNode members = light ? light(crownstone.canDim(), path) : outlet(crownstone, path);
        members.put("json_attributes_topic", topics.of(path, "attributes"));
        String platform = light ? "light" : "switch";
        String entityId = names.entityId(crownstone.id()).orElseGet(() -> entityId(crownstone, path));
        return new Component(platform, platform, null, entityId, members);
    }

    private static String entityId(Crownstone crownstone, String path) {
        String slug = Slug.topic(crownstone.label());
        return slug.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : slug;
    }

    private ObjectNode light(boolean dims, String path) {
        ObjectNode json = Component.members();
        json.put("schema", "json");
        json.put("state_topic", topics.of(path, "state"));
        json.put("command_topic", topics.of(path, "set"));
        if (dims) {
            json.put("brightness", true);
            json.put("brightness_scale", 100);
        }
        json.putArray("supported_color_modes").add(dims ? "brightness" : "onoff");
        json.put("flash", false);
        json.put("transition", false);
        return json;
    }

    private ObjectNode outlet(Crownstone crownstone, String path) {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.of(path, "switch"));
        json.put("command_topic", topics.of(path, "set"));
        if ("PLUG".equals(crownstone.type())) {
            json.put("device_class", "outlet");
        }
        return json;
    }

    private static String model(@Nullable String type) {
        return switch (type) {
            case "PLUG" -> "Crownstone Plug";
            case "BUILTIN" -> "Crownstone Built-in";
            case "BUILTIN_ONE" -> "Crownstone Built-in One";
            case null -> "Crownstone";
            default -> "Crownstone " + type;
        };
    }
}
