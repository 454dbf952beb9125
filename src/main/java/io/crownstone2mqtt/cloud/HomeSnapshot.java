package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.UserId;
import java.util.Set;

/**
 * Everything that an account sees: all its spheres with all their Crownstones and locations. Of some spheres the users
 * or who is there could not be read, because the cloud refuses just that or answers it unreadably.
 *
 * @param self the account's own user
 * @param withoutUsers spheres whose users are unknown, and empty in {@code home}
 * @param withoutPresence spheres of which it is unknown who is there; empty in {@code home}
 */
public record HomeSnapshot(UserId self, Home home, Set<SphereId> withoutUsers, Set<SphereId> withoutPresence) {
    public HomeSnapshot {
        withoutUsers = Set.copyOf(withoutUsers);
        withoutPresence = Set.copyOf(withoutPresence);
    }

    /** With nothing missing. */
    public HomeSnapshot(UserId self, Home home) {
        this(self, home, Set.of(), Set.of());
    }
}
