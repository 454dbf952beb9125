package io.crownstone2mqtt.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where names and ids are in the topics of a bridge. */
public record TopicShape(String base, String prefix) {
    private static final Pattern NODE = Pattern.compile("crownstone_(?:(sphere|location|user|hub)_)?(.+)");

    /** A level that names something; {@code index} counts from 0. */
    record NamedLevel(int index, NamedKind kind, String level) {}

    boolean isTopic(String text) {
        return isBelow(base, text) || isBelow(prefix, text);
    }

    boolean isDiscovery(String topic) {
        return isBelow(prefix, topic) && !isBelow(base, topic);
    }

    /** Whether a list of other topics is retained there. */
    boolean isManifest(String topic) {
        return isBelow(base + "/bridge/manifest", topic);
    }

    private static boolean isBelow(String top, String text) {
        return text.startsWith(top + "/");
    }

    /** How many levels are the user's own words. */
    int levelsOfTop(String topic) {
        return (int) (isBelow(base, topic) ? base : prefix)
                        .chars()
                        .filter(each -> each == '/')
                        .count()
                + 1;
    }

    /** The names among the levels of a topic below the base. */
    List<NamedLevel> places(String topic) {
        List<NamedLevel> places = new ArrayList<>();
        if (!isBelow(base, topic)) {
            return places;
        }
        String[] levels = topic.split("/", -1);
        int sphere = levelsOfTop(topic);
        if (!levels[sphere].equals("bridge") && levels.length > sphere + 1) {
            places.add(new NamedLevel(sphere, NamedKind.SPHERE, levels[sphere]));
            for (NamedKind kind :
                    List.of(NamedKind.LOCATION, NamedKind.CROWNSTONE, NamedKind.USER, NamedKind.SCENE, NamedKind.HUB)) {
                if (levels[sphere + 1].equals(kind.word()) && levels.length > sphere + 2) {
                    places.add(new NamedLevel(sphere + 2, kind, levels[sphere + 2]));
                }
            }
        }
        return places;
    }

    /** Whose discovery topic it is: the kind, and the id as the name of a thing that has only that. */
    Optional<NamedThing> node(String topic) {
        String[] levels = topic.substring(prefix.length() + 1).split("/", -1);
        Matcher node = NODE.matcher(levels.length > 1 ? levels[1] : "");
        if (!node.matches()) {
            return Optional.empty();
        }
        NamedKind kind = node.group(1) == null ? NamedKind.CROWNSTONE : kind(node.group(1));
        return Optional.of(new NamedThing(kind, node.group(2), List.of()));
    }

    private static NamedKind kind(String word) {
        return List.of(NamedKind.values()).stream()
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
