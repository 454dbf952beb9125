package io.crownstone2mqtt.config;

import java.time.Duration;

/** How values and durations are shown in messages. */
final class Text {
    private static final int LONGEST_SHOWN = 60;

    private Text() {}

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

    /** A duration as it is written in the configuration, in its largest whole unit. */
    static String shown(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
