package io.crownstone2mqtt.home;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is in a sphere, and in which of its rooms: none when the room is unknown, several when devices of one user are in
 * several. Rooms may be named here that the sphere does not have any more.
 */
public record Presence(PersistentMap<UserId, Set<LocationId>> people) {
    public static final Presence NOBODY = new Presence(PersistentMap.empty());

    public boolean isPresent(UserId user) {
        return people.get(user) != null;
    }

    public Set<LocationId> locationsOf(UserId user) {
        Set<LocationId> locations = people.get(user);
        return locations == null ? Set.of() : locations;
    }

    public boolean isIn(UserId user, LocationId location) {
        return locationsOf(user).contains(location);
    }

    /** That user is in the sphere; the room may be unknown. */
    public Presence entered(UserId user) {
        return isPresent(user) ? this : new Presence(people.with(user, Set.of()));
    }

    /** That user is in that room, and so in the sphere, whatever was known before. */
    public Presence entered(UserId user, LocationId location) {
        if (isIn(user, location)) {
            return this;
        }
        Set<LocationId> locations =
                Stream.concat(locationsOf(user).stream(), Stream.of(location)).collect(Collectors.toUnmodifiableSet());
        return new Presence(people.with(user, locations));
    }
}
