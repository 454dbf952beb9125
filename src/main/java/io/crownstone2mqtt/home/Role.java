package io.crownstone2mqtt.home;

/** What a user may do in a sphere. Guests may look, not switch: the cloud answers them 401. */
public enum Role {
    ADMIN,
    MEMBER,
    GUEST;

    public boolean maySwitch() {
        return this != GUEST;
    }
}
