package io.crownstone2mqtt.export;

import static io.crownstone2mqtt.export.OpenHabText.itemLabel;

import io.crownstone2mqtt.export.HomeTree.House;
import io.crownstone2mqtt.export.HomeTree.Named;
import io.crownstone2mqtt.export.HomeTree.Person;
import io.crownstone2mqtt.export.HomeTree.Plug;
import io.crownstone2mqtt.export.HomeTree.Room;
import java.util.ArrayList;
import java.util.List;

/** Items in openHAB's semantic model: spheres and rooms are locations, a Crownstone is equipment with one point. */
final class OpenHabItems {
    private final boolean people;
    private final OpenHabNames names;
    private final List<String> lines = new ArrayList<>();

    OpenHabItems(boolean people, OpenHabNames names) {
        this.people = people;
        this.names = names;
    }

    List<String> lines(HomeTree tree) {
        tree.houses().forEach(this::house);
        return lines;
    }

    private void house(House house) {
        String level = house.level();
        String group = names.item("Sphere", level);
        lines.add("");
        lines.add("Group %s %s <house> [\"Building\"]".formatted(group, itemLabel(house.label())));
        String thing = names.thing("sphere", level);
        status(names.item("Cloud", level), "Cloud", "network", group, thing, "cloud");
        if (people) {
            presence(names.item("SpherePresence", level), "Presence", group, thing);
        }
        if (house.tellsSwitching(people)) {
            status(names.item("SphereSwitching", level), "Switching", "switch", group, thing, "switching");
        }
        house.scenes().forEach(scene -> scene(level, group, scene));
        house.hubs().forEach(hub -> {
            String item = names.item("Hub", level, hub.level());
            status(item, hub.label(), "network", group, names.thing("hub", level, hub.level()), "connectivity");
        });
        house.rooms().forEach(room -> room(level, group, room));
        house.elsewhere().forEach(each -> crownstone(level, group, each));
        if (people) {
            house.people().forEach(person -> person(level, group, person));
        }
    }

    private void room(String house, String parent, Room room) {
        String group = names.item("Room", house, room.level());
        lines.add("");
        lines.add("Group %s %s (%s) [\"Room\"]".formatted(group, itemLabel(room.label()), parent));
        if (people) {
            String item = names.item("RoomPresence", house, room.level());
            presence(item, "Presence", group, names.thing("location", house, room.level()));
        }
        room.crownstones().forEach(each -> crownstone(house, group, each));
    }

    private void crownstone(String house, String parent, Plug plug) {
        String group = names.item("Plug", house, plug.level());
        String thing = names.thing("crownstone", house, plug.level());
        boolean outlet = plug.outlet() && !plug.dims();
        lines.add("Group %s %s <%s> (%s) [\"%s\"]"
                .formatted(
                        group,
                        itemLabel(plug.label()),
                        outlet ? "poweroutlet" : "light",
                        parent,
                        outlet ? "PowerOutlet" : "Lightbulb"));
        String item = names.item(plug.dims() ? "Brightness" : "Switch", house, plug.level());
        if (plug.dims()) {
            String label = itemLabel(plug.label(), "%d %%");
            point("Dimmer", item, label, "slider", group, "\"Control\", \"Light\"", thing, "brightness");
        } else {
            point("Switch", item, itemLabel(plug.label()), "switch", group, "\"Switch\", \"Power\"", thing, "switch");
        }
    }

    private void person(String house, String parent, Person person) {
        String thing = names.thing("user", house, person.level());
        presence(names.item("UserPresence", house, person.level()), person.label(), parent, thing);
        String item = names.item("UserLocation", house, person.level());
        point("String", item, itemLabel(person.label(), "%s"), "man_1", parent, "\"Status\"", thing, "location");
    }

    /** It has no state: without autoupdate openHAB does not show it as switched on for ever. */
    private void scene(String house, String parent, Named scene) {
        lines.add("Switch %s %s <movecontrol> (%s) [\"Control\"] { channel=\"%s:activate\", autoupdate=\"false\" }"
                .formatted(
                        names.item("Scene", house, scene.level()),
                        itemLabel(scene.label()),
                        parent,
                        names.thing("scene", house, scene.level())));
    }

    private void status(String item, String label, String icon, String group, String thing, String channel) {
        point("Switch", item, itemLabel(label, "%s"), icon, group, "\"Status\"", thing, channel);
    }

    private void presence(String item, String label, String group, String thing) {
        point("Switch", item, itemLabel(label, "%s"), "presence", group, "\"Status\", \"Presence\"", thing, "presence");
    }

    private void point(
            String type,
            String item,
            String label,
            String icon,
            String group,
            String tags,
            String thing,
            String channel) {
        lines.add("%s %s %s <%s> (%s) [%s] { channel=\"%s:%s\" }"
                .formatted(type, item, label, icon, group, tags, thing, channel));
    }
}
