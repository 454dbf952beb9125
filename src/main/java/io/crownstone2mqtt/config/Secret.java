package io.crownstone2mqtt.config;

/** Something that must never be printed: whoever needs it asks for it by name. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
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
