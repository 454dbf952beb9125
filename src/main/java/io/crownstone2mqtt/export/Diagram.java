package io.crownstone2mqtt.export;

import io.crownstone2mqtt.export.HomeTree.House;
import io.crownstone2mqtt.export.HomeTree.Plug;
import io.crownstone2mqtt.export.HomeTree.Room;
import java.util.ArrayList;
import java.util.List;

/** The home as a Mermaid flowchart: spheres, their rooms, the Crownstones in them. */
final class Diagram {
    private final List<String> lines = new ArrayList<>();

    private Diagram() {
        lines.add("%% Made by crownstone2mqtt.");
        lines.add("flowchart LR");
    }

    static String of(HomeTree tree) {
        Diagram diagram = new Diagram();
        for (int i = 0; i < tree.houses().size(); i++) {
            diagram.house("s" + (i + 1), tree.houses().get(i));
        }
        return String.join("\n", diagram.lines) + "\n";
    }

    private void house(String node, House house) {
        lines.add("  %s([\"%s\"])".formatted(node, text(house.label())));
        for (int i = 0; i < house.rooms().size(); i++) {
            Room room = house.rooms().get(i);
            String child = node + "r" + (i + 1);
            lines.add("  %s --> %s[\"%s\"]".formatted(node, child, text(room.label())));
            crownstones(child, room.crownstones());
        }
        crownstones(node, house.elsewhere());
    }

    private void crownstones(String parent, List<Plug> crownstones) {
        for (int i = 0; i < crownstones.size(); i++) {
            lines.add("  %s --> %sc%d(\"%s\")"
                    .formatted(parent, parent, i + 1, text(crownstones.get(i).label())));
        }
    }

    /** Within quotes Mermaid still reads Markdown, HTML and its own codes; so all ASCII punctuation becomes codes. */
    private static String text(String name) {
        return PlainText.escaped(name, each -> isPlain(each) ? Character.toString(each) : "#" + each + ";");
    }

    private static boolean isPlain(int character) {
        return character > 0x7F || Character.isLetterOrDigit(character) || " .,-+/()'?!:".indexOf(character) >= 0;
    }
}
