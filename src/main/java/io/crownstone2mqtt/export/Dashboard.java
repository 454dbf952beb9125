package io.crownstone2mqtt.export;

import io.crownstone2mqtt.export.HomeTree.House;
import io.crownstone2mqtt.export.HomeTree.Plug;
import io.crownstone2mqtt.export.HomeTree.Room;
import io.crownstone2mqtt.mirror.MeterTopics;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard for Home Assistant: a view a sphere, a section a room. */
final class Dashboard {
    private final HomeTree tree;
    private final TopicScheme topics;
    private final AnnouncedEntityIds entities;
    private final List<String> lines = new ArrayList<>();

    Dashboard(HomeTree tree, MirrorOptions options, Mirror mirror) {
        this.tree = tree;
        this.topics = new TopicScheme(options);
        this.entities = AnnouncedEntityIds.announcedBy(mirror);
    }

    String text() {
        lines.add(
                "# Made by crownstone2mqtt. In Home Assistant: a new dashboard, its raw configuration editor, all of this.");
        lines.add("title: Crownstone");
        lines.add("views:" + (tree.houses().isEmpty() ? " []" : ""));
        tree.houses().forEach(this::view);
        return String.join("\n", lines) + "\n";
    }

    private void view(House house) {
        lines.add("  - title: " + Yaml.quoted(house.label()));
        lines.add("    path: " + Yaml.quoted("crownstone-" + house.level()));
        lines.add("    type: sections");
        lines.add("    sections:");
        section(house.label(), cardsOf(house));
        house.rooms().forEach(room -> section(room.label(), cardsOf(room)));
        section("Scenes", scenes(house));
        energy(house);
        section("People", people(house));
    }

    private void section(String heading, List<Card> cards) {
        if (cards.isEmpty()) {
            return;
        }
        begin(heading);
        cards.forEach(this::card);
    }

    private void begin(String heading) {
        lines.add("      - type: grid");
        lines.add("        cards:");
        lines.add("          - type: heading");
        lines.add("            heading: " + Yaml.quoted(heading));
    }

    /** What each Crownstone has consumed a day in the last week, and its power. */
    private void energy(House house) {
        List<String> meters = sensors(house, MeterTopics.ENERGY);
        if (meters.isEmpty()) {
            return;
        }
        begin("Energy");
        lines.add("          - type: statistics-graph");
        lines.add("            title: Energy per day");
        lines.add("            chart_type: bar");
        lines.add("            period: day");
        lines.add("            days_to_show: 7");
        lines.add("            stat_types:");
        lines.add("              - change");
        entities(meters);
        lines.add("          - type: entities");
        lines.add("            title: Power");
        entities(sensors(house, MeterTopics.POWER));
    }

    private void entities(List<String> ids) {
        lines.add("            entities:");
        ids.forEach(each -> lines.add("              - " + each));
    }

    private List<String> sensors(House house, String leaf) {
        return Stream.concat(house.rooms().stream().map(Room::crownstones), Stream.of(house.elsewhere()))
                .flatMap(List::stream)
                .flatMap(each -> entities.showing(topics.of(each.path(), leaf)).stream())
                .toList();
    }

    private enum Look {
        TILE,
        SLIDER,
        BUTTON
    }

    private record Card(String entity, Look look) {}

    private void card(Card card) {
        lines.add("          - type: " + (card.look() == Look.BUTTON ? "button" : "tile"));
        lines.add("            entity: " + card.entity());
        if (card.look() == Look.SLIDER) {
            lines.add("            features:");
            lines.add("              - type: light-brightness");
        }
    }

    private List<Card> cardsOf(House house) {
        List<Card> cards = crownstones(house.elsewhere());
        add(cards, topics.of(house.path(), "presence"));
        add(cards, topics.of(house.path(), "presence/attributes"));
        add(cards, topics.of(house.path(), "switching"));
        add(cards, topics.of(house.path(), "availability"));
        house.hubs().forEach(hub -> add(cards, topics.of(hub.path(), "connectivity")));
        return cards;
    }

    private List<Card> scenes(House house) {
        return house.scenes().stream()
                .flatMap(scene -> entities.commandedBy(topics.of(scene.path(), "set")).stream())
                .map(entity -> new Card(entity, Look.BUTTON))
                .toList();
    }

    private List<Card> cardsOf(Room room) {
        List<Card> cards = crownstones(room.crownstones());
        add(cards, topics.of(room.path(), "presence"));
        return cards;
    }

    private List<Card> people(House house) {
        List<Card> cards = new ArrayList<>();
        house.people().forEach(person -> {
            add(cards, topics.of(person.path(), "presence"));
            add(cards, topics.of(person.path(), "location"));
        });
        return cards;
    }

    private List<Card> crownstones(List<Plug> crownstones) {
        List<Card> cards = new ArrayList<>();
        crownstones.forEach(each -> List.of("state", "switch")
                .forEach(leaf -> entities.showing(topics.of(each.path(), leaf))
                        .ifPresent(entity -> cards.add(new Card(entity, each.dims() ? Look.SLIDER : Look.TILE)))));
        return cards;
    }

    private void add(List<Card> cards, String topic) {
        entities.showing(topic).ifPresent(entity -> cards.add(new Card(entity, Look.TILE)));
    }
}
