package io.crownstone2mqtt.export;

import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files for openHAB, by their path below its configuration folder. */
final class OpenHab {
    private static final List<String> MADE_BY = List.of(
            "// Made by crownstone2mqtt export openhab. Change the home, not this file: the next export overwrites it.");

    private final HomeTree tree;
    private final TopicScheme topics;
    private final boolean people;
    private final OpenHabNames names;

    OpenHab(HomeTree tree, MirrorOptions options, String broker) {
        this.tree = tree;
        this.topics = new TopicScheme(options);
        this.people = options.people().mirrored();
        this.names = new OpenHabNames(broker);
    }

    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("things/crownstone.things", text(new OpenHabThings(topics, people, names).lines(tree)));
        files.put("items/crownstone.items", text(new OpenHabItems(people, names).lines(tree)));
        files.put("sitemaps/crownstone.sitemap", text(new OpenHabSitemap(people, names).lines(tree)));
        return files;
    }

    private static String text(List<String> lines) {
        return String.join("\n", MADE_BY) + "\n" + String.join("\n", lines) + "\n";
    }
}
