package io.crownstone2mqtt.export;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom an export is for. */
public enum ExportFormat {
    /** Things, items and a sitemap, for openHAB's configuration folder. */
    OPENHAB,
    /** A dashboard for Home Assistant, in YAML. */
    HOMEASSISTANT,
    /** The home as a Mermaid flowchart. */
    DIAGRAM;

    /** In either case of letters; empty for anything else. */
    public static Optional<ExportFormat> of(String text) {
        return Stream.of(values())
                .filter(format -> format.toString().equalsIgnoreCase(text))
                .findFirst();
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
