package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.UserId;
import java.util.Map;
import java.util.Set;

/**
 * Everything that an account sees: all its spheres with all their Crownstones and locations. Parts of some spheres could not
 * be read, because the cloud refuses just that, does not know it or answers it unreadably.
 *
 * @param self the account's own user
 * @param missing by sphere, the parts that could not be read; in {@code home} they are empty
 */
public record HomeSnapshot(UserId self, Home home, Map<SphereId, Set<SpherePart>> missing) {
    public HomeSnapshot {
        missing = Map.copyOf(missing);
    }

    /** With nothing missing. */
    public HomeSnapshot(UserId self, Home home) {
        this(self, home, Map.of());
    }

    /** Whether that part of that sphere was read. */
    public boolean has(SphereId sphere, SpherePart part) {
        return !missing.getOrDefault(sphere, Set.of()).contains(part);
    }
}
