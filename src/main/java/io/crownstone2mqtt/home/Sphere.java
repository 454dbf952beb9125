package io.crownstone2mqtt.home;

import org.jspecify.annotations.Nullable;

/**
 * A house (or another place with Crownstones of its own).
 *
 * @param uid a random number 0 to 255, not unique over spheres
 */
public record Sphere(
        SphereId id,
        @Nullable String name,
        @Nullable Integer uid,
        PersistentMap<CrownstoneId, Crownstone> crownstones,
        PersistentMap<LocationId, Location> locations,
        PersistentMap<UserId, User> users,
        Presence presence) {

    public static Sphere empty(SphereId id, @Nullable String name) {
        return new Sphere(
                id, name, null, PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), Presence.NOBODY);
    }

    /** Its name, or what to call one without: {@code Sphere 1182cf}. */
    public String label() {
        return name != null && !name.isBlank() ? name : "Sphere " + id.tail();
    }

    public Sphere withName(@Nullable String newName) {
        return new Sphere(id, newName, uid, crownstones, locations, users, presence);
    }

    public Sphere with(Crownstone crownstone) {
        return withCrownstones(crownstones.with(crownstone.id(), crownstone));
    }

    public Sphere with(Location location) {
        return new Sphere(id, name, uid, crownstones, locations.with(location.id(), location), users, presence);
    }

    public Sphere with(User user) {
        return new Sphere(id, name, uid, crownstones, locations, users.with(user.id(), user), presence);
    }

    public Sphere withCrownstones(PersistentMap<CrownstoneId, Crownstone> newCrownstones) {
        return newCrownstones == crownstones
                ? this
                : new Sphere(id, name, uid, newCrownstones, locations, users, presence);
    }

    public Sphere withPresence(Presence newPresence) {
        return newPresence == presence ? this : new Sphere(id, name, uid, crownstones, locations, users, newPresence);
    }
}
