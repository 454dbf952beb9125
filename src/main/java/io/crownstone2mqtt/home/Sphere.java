package io.crownstone2mqtt.home;

import java.util.Optional;
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
        PersistentMap<SceneId, Scene> scenes,
        PersistentMap<HubId, Hub> hubs,
        Presence presence) {

    public static Sphere empty(SphereId id, @Nullable String name) {
        return named(id, name, null);
    }

    /** With nothing in it. */
    public static Sphere named(SphereId id, @Nullable String name, @Nullable Integer uid) {
        return new Sphere(
                id,
                name,
                uid,
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                PersistentMap.empty(),
                Presence.NOBODY);
    }

    /** Its name, or what to call one without: {@code Sphere 1182cf}. */
    public String label() {
        return name != null && !name.isBlank() ? name : "Sphere " + id.tail();
    }

    /**
     * Whether anybody can carry out commands: a hub that is in contact with the cloud, or the phone of a user who is there.
     * Empty where that cannot be known.
     *
     * @param presenceKnown whether it is known who is there
     */
    public Optional<Boolean> switching(boolean presenceKnown) {
        if (hubs.values().stream().anyMatch(Hub::isConnected) || (presenceKnown && hasUserPresent())) {
            return Optional.of(true);
        }
        return presenceKnown || !hubs.isEmpty() ? Optional.of(false) : Optional.empty();
    }

    /** In words for people, where nobody can. */
    public Optional<String> whyNobodySwitches(boolean presenceKnown) {
        String noHub = "there is no hub that the cloud hears";
        return switching(presenceKnown)
                .filter(can -> !can)
                .map(_ -> presenceKnown ? "nobody is at home and " + noHub : noHub);
    }

    private boolean hasUserPresent() {
        return presence.people().keySet().stream().anyMatch(user -> users.isEmpty() || users.containsKey(user));
    }

    public Sphere withName(@Nullable String newName) {
        return new Sphere(id, newName, uid, crownstones, locations, users, scenes, hubs, presence);
    }

    public Sphere with(Crownstone crownstone) {
        return withCrownstones(crownstones.with(crownstone.id(), crownstone));
    }

    public Sphere with(Location location) {
        return withLocations(locations.with(location.id(), location));
    }

    public Sphere with(User user) {
        return withUsers(users.with(user.id(), user));
    }

    public Sphere with(Scene scene) {
        return withScenes(scenes.with(scene.id(), scene));
    }

    public Sphere with(Hub hub) {
        return withHubs(hubs.with(hub.id(), hub));
    }

    public Sphere withCrownstones(PersistentMap<CrownstoneId, Crownstone> newCrownstones) {
        return newCrownstones == crownstones
                ? this
                : new Sphere(id, name, uid, newCrownstones, locations, users, scenes, hubs, presence);
    }

    public Sphere withLocations(PersistentMap<LocationId, Location> newLocations) {
        return new Sphere(id, name, uid, crownstones, newLocations, users, scenes, hubs, presence);
    }

    public Sphere withUsers(PersistentMap<UserId, User> newUsers) {
        return new Sphere(id, name, uid, crownstones, locations, newUsers, scenes, hubs, presence);
    }

    public Sphere withScenes(PersistentMap<SceneId, Scene> newScenes) {
        return new Sphere(id, name, uid, crownstones, locations, users, newScenes, hubs, presence);
    }

    public Sphere withHubs(PersistentMap<HubId, Hub> newHubs) {
        return newHubs == hubs
                ? this
                : new Sphere(id, name, uid, crownstones, locations, users, scenes, newHubs, presence);
    }

    public Sphere withPresence(Presence newPresence) {
        return newPresence == presence
                ? this
                : new Sphere(id, name, uid, crownstones, locations, users, scenes, hubs, newPresence);
    }
}
