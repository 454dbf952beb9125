package io.crownstone2mqtt.home;

/** What the rest of a sphere can do without: where one could not be read, what is known of it stays. */
public enum SpherePart {
    USERS,
    PRESENCE,
    SCENES,
    HUBS
}
