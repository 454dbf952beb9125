package io.crownstone2mqtt.simulator;

/** What a user may do in a sphere: guests may look but not switch. */
public enum SphereRole {
    ADMIN,
    MEMBER,
    GUEST
}
