package io.crownstone2mqtt.export;

/** Text in openHAB's files. */
public final class OpenHabText {
    private OpenHabText() {}

    /** Exactly that text, in quotes. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** What people gave a name to. */
    static String label(String name) {
        return quoted(PlainText.of(name));
    }

    /** The same for items and sitemaps, where square brackets hold a format. */
    static String itemLabel(String name) {
        return quoted(withoutFormat(name));
    }

    /** With the state behind it, in that format. */
    static String itemLabel(String name, String format) {
        return quoted(withoutFormat(name) + " [" + format + "]");
    }

    private static String withoutFormat(String name) {
        return PlainText.of(name).replace('[', '(').replace(']', ')');
    }
}
