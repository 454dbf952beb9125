package io.crownstone2mqtt.config;

/** Text as it comes in, from files and variables, and as it goes out, in messages. */
final class ConfigText {
    private static final int LONGEST_SHOWN = 60;

    private ConfigText() {}

    /** Without what comes along from files: a byte-order mark at the beginning, line ends at the end. */
    static String withoutTransportMarks(String text) {
        return text.replaceFirst("\\A\uFEFF+", "").replaceFirst("[\r\n]+\\z", "");
    }

    /**
     * The same text.
     *
     * @throws IllegalArgumentException it holds what stands for bytes that are not UTF-8
     */
    static String intact(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException(
                    "holds a replacement character (U+FFFD), which stands for letters that were"
                            + " lost because they were not in UTF-8; write it anew in UTF-8");
        }
        return text;
    }

    /** Without control characters, so that no value can forge a line. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }

    /** A value in quotes, on one line, cut where it is long. */
    static String shown(String value) {
        var line = oneLine(value);
        return "\"" + (line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…") + "\"";
    }
}
