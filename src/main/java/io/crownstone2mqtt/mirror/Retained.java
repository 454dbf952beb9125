package io.crownstone2mqtt.mirror;

/** What one topic should hold. Never empty: an empty payload is no message. */
public record Retained(String topic, String payload, Kind kind) {
    /** The order within one thing: Home Assistant reads a state when it reads the discovery, so that stands last. */
    public enum Kind {
        ATTRIBUTES,
        STATE,
        DISCOVERY
    }

    static Retained attributes(String topic, String payload) {
        return new Retained(topic, payload, Kind.ATTRIBUTES);
    }

    static Retained state(String topic, String payload) {
        return new Retained(topic, payload, Kind.STATE);
    }

    public static Retained discovery(String topic, String payload) {
        return new Retained(topic, payload, Kind.DISCOVERY);
    }
}
