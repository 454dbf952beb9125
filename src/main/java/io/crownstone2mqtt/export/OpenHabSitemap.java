package io.crownstone2mqtt.export;

import static io.crownstone2mqtt.export.OpenHabText.itemLabel;

import io.crownstone2mqtt.export.HomeTree.House;
import io.crownstone2mqtt.export.HomeTree.Plug;
import io.crownstone2mqtt.export.HomeTree.Room;
import java.util.ArrayList;
import java.util.List;

/** A sitemap with a frame for each room. It is named as its file is, or else openHAB does not find it. */
final class OpenHabSitemap {
    private final boolean people;
    private final OpenHabNames names;
    private final List<String> lines = new ArrayList<>();

    OpenHabSitemap(boolean people, OpenHabNames names) {
        this.people = people;
        this.names = names;
    }

    List<String> lines(HomeTree tree) {
        boolean several = tree.houses().size() > 1;
        lines.add("sitemap crownstone label=\"Crownstones\" {");
        for (House house : tree.houses()) {
            frame(house.label(), widgets(house));
            for (Room room : house.rooms()) {
                frame(several ? house.label() + ": " + room.label() : room.label(), widgets(house, room));
            }
        }
        lines.add("}");
        return lines;
    }

    private void frame(String label, List<String> widgets) {
        if (!widgets.isEmpty()) {
            lines.add("  Frame label=" + itemLabel(label) + " {");
            widgets.forEach(widget -> lines.add("    " + widget));
            lines.add("  }");
        }
    }

    private List<String> widgets(House house) {
        List<String> widgets = new ArrayList<>();
        widgets.add("Text item=" + names.item("Cloud", house.level()));
        if (people) {
            widgets.add("Text item=" + names.item("SpherePresence", house.level()));
            house.people()
                    .forEach(person ->
                            widgets.add("Text item=" + names.item("UserLocation", house.level(), person.level())));
        }
        house.elsewhere().forEach(each -> widgets.add(widget(house, each)));
        house.scenes()
                .forEach(scene -> widgets.add("Switch item=" + names.item("Scene", house.level(), scene.level())
                        + " mappings=[ON=\"Activate\"]"));
        return widgets;
    }

    private List<String> widgets(House house, Room room) {
        List<String> widgets = new ArrayList<>();
        room.crownstones().forEach(each -> widgets.add(widget(house, each)));
        if (people) {
            widgets.add("Text item=" + names.item("RoomPresence", house.level(), room.level()));
        }
        return widgets;
    }

    private String widget(House house, Plug plug) {
        return plug.dims()
                ? "Slider item=" + names.item("Brightness", house.level(), plug.level()) + " switchSupport"
                : "Switch item=" + names.item("Switch", house.level(), plug.level());
    }
}
