package io.crownstone2mqtt.config;

import java.util.List;

/** Something that must never be printed; who needs it calls reveal. */
public final class Secret {
    private final String value;
    private final List<String> oddities;

    public Secret(String value) {
        this(value, List.of());
    }

    /** @param oddities what looks strange about it, without showing it; each the end of a sentence about it */
    Secret(String value, List<String> oddities) {
        this.value = value;
        this.oddities = List.copyOf(oddities);
    }

    List<String> oddities() {
        return oddities;
    }

    /** The secret itself; hand it on to nothing that logs. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
