package io.crownstone2mqtt.export;

import io.crownstone2mqtt.mirror.UniqueNames;
import java.util.regex.Pattern;

/** Ids of Things, of letters, digits, {@code _} and {@code -}; names of items, which have no hyphen. */
final class OpenHabNames {
    private static final Pattern NO_ID = Pattern.compile("[^A-Za-z0-9_-]");
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_]");

    private final String broker;
    private final UniqueNames things = new UniqueNames();
    private final UniqueNames items = new UniqueNames();

    OpenHabNames(String broker) {
        this.broker = broker;
    }

    String broker() {
        return broker;
    }

    /** The UID of a Thing behind the broker. */
    String thing(String kind, String... levels) {
        String wish = kind + "_" + String.join("_", levels);
        String id = things.of(key(kind, levels), NO_ID.matcher(wish).replaceAll("_"));
        return "mqtt:topic:" + broker.substring(broker.lastIndexOf(':') + 1) + ":" + id;
    }

    /** The name of an item. */
    String item(String kind, String... levels) {
        String wish = "Crownstone_" + kind + "_" + String.join("_", levels);
        return items.of(key(kind, levels), NO_NAME.matcher(wish).replaceAll("_"));
    }

    private static String key(String kind, String... levels) {
        return kind + "/" + String.join("/", levels);
    }
}
