package io.crownstone2mqtt.diagnostics;

import java.util.Locale;

/** What has a name in a home; where two kinds share a name, free text means the first of them. */
public enum NamedKind {
    SPHERE,
    LOCATION,
    CROWNSTONE,
    USER,
    SCENE,
    HUB;

    /** As in topics, such as {@code crownstone}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
