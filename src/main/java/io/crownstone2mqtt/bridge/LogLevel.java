package io.crownstone2mqtt.bridge;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much the bridge writes to its log. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    /** As in topics: {@code debug}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In either case of letters; empty for anything else. */
    public static Optional<LogLevel> of(String text) {
        return Stream.of(values())
                .filter(level -> level.text().equalsIgnoreCase(text))
                .findFirst();
    }
}
