package io.crownstone2mqtt.mirror.export;

import java.util.Locale;

/** Whom an export is for. */
public enum ExportFormat {
    /** Things, items and a sitemap, for openHAB's configuration folder. */
    OPENHAB,
    /** A dashboard for Home Assistant, in YAML. */
    HOMEASSISTANT,
    /** The home as a Mermaid flowchart. */
    DIAGRAM;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
