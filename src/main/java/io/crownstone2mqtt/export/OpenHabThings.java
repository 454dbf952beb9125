package io.crownstone2mqtt.export;

import static io.crownstone2mqtt.export.OpenHabText.label;
import static io.crownstone2mqtt.export.OpenHabText.quoted;

import io.crownstone2mqtt.export.HomeTree.House;
import io.crownstone2mqtt.export.HomeTree.Named;
import io.crownstone2mqtt.export.HomeTree.Person;
import io.crownstone2mqtt.export.HomeTree.Plug;
import io.crownstone2mqtt.export.HomeTree.Room;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generic MQTT Things. A Thing of openHAB has one availability topic: for a sphere it is that of the bridge, for all that is
 * in the sphere it is the sphere's.
 */
final class OpenHabThings {
    private final TopicScheme topics;
    private final boolean people;
    private final OpenHabNames names;
    private final List<String> lines = new ArrayList<>();

    OpenHabThings(TopicScheme topics, boolean people, OpenHabNames names) {
        this.topics = topics;
        this.people = people;
        this.names = names;
    }

    List<String> lines(HomeTree tree) {
        tree.houses().forEach(this::house);
        return lines;
    }

    private void house(House house) {
        String level = house.level();
        List<String> channels = new ArrayList<>();
        channels.add(shows("switch", "cloud", "Cloud", availability(level)) + ", on=\"online\", off=\"offline\" ]");
        if (people) {
            channels.add(shows("switch", "presence", "Presence", topics.of(level, "presence")) + " ]");
        }
        if (house.tellsSwitching(people)) {
            channels.add(shows("switch", "switching", "Switching", topics.of(level, "switching")) + " ]");
        }
        thing(names.thing("sphere", level), house.label(), null, topics.bridgeState(), channels);
        house.rooms().forEach(room -> room(level, room));
        house.elsewhere().forEach(each -> crownstone(level, null, each));
        if (people) {
            house.people().forEach(person -> person(level, person));
        }
        house.scenes().forEach(scene -> scene(level, scene));
        house.hubs().forEach(hub -> hub(level, hub));
    }

    private void scene(String house, Named scene) {
        String command = topics.of(scene.path(), "set");
        String channel =
                "Type switch : activate \"Activate\" [ commandTopic=%s, on=\"ON\" ]".formatted(quoted(command));
        thing(names.thing("scene", house, scene.level()), scene.label(), null, availability(house), List.of(channel));
    }

    private void hub(String house, Named hub) {
        String state = topics.of(hub.path(), "connectivity");
        thing(
                names.thing("hub", house, hub.level()),
                hub.label(),
                null,
                availability(house),
                List.of(shows("switch", "connectivity", "Connectivity", state) + " ]"));
    }

    private void room(String house, Room room) {
        if (people) {
            String presence = topics.of(room.path(), "presence");
            thing(
                    names.thing("location", house, room.level()),
                    room.label(),
                    room.label(),
                    availability(house),
                    List.of(shows("switch", "presence", "Presence", presence) + " ]"));
        }
        room.crownstones().forEach(each -> crownstone(house, room.label(), each));
    }

    private void crownstone(String house, @Nullable String room, Plug plug) {
        List<String> channels = new ArrayList<>();
        channels.add(switches("switch", "Switch", plug, "switch") + " ]");
        if (plug.dims()) {
            channels.add(switches("dimmer", "Brightness", plug, "brightness") + ", min=0, max=100 ]");
        }
        thing(names.thing("crownstone", house, plug.level()), plug.label(), room, availability(house), channels);
    }

    private void person(String house, Person person) {
        String presence = topics.of(person.path(), "presence");
        String location = topics.of(person.path(), "location");
        thing(
                names.thing("user", house, person.level()),
                person.label(),
                null,
                availability(house),
                List.of(
                        shows("switch", "presence", "Presence", presence) + ", on=\"home\", off=\"not_home\" ]",
                        shows("string", "location", "Location", location) + " ]"));
    }

    private String availability(String house) {
        return topics.of(house, "availability");
    }

    private static String shows(String type, String id, String label, String state) {
        return "Type %s : %s %s [ stateTopic=%s".formatted(type, id, label(label), quoted(state));
    }

    private String switches(String type, String label, Plug plug, String leaf) {
        String state = topics.of(plug.path(), leaf);
        String command = topics.of(plug.path(), leaf + "/set");
        return shows(type, leaf, label, state) + ", commandTopic=" + quoted(command);
    }

    private void thing(String uid, String label, @Nullable String room, String availability, List<String> channels) {
        lines.add("");
        lines.add(
                "Thing %s %s (%s)%s [ availabilityTopic=%s, payloadAvailable=\"online\", payloadNotAvailable=\"offline\" ] {"
                        .formatted(
                                uid,
                                label(label),
                                names.broker(),
                                room == null ? "" : " @ " + label(room),
                                quoted(availability)));
        lines.add("  Channels:");
        channels.forEach(channel -> lines.add("    " + channel));
        lines.add("}");
    }
}
