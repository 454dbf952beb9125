package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the model out of the cloud's lists. */
final class HomeParser {
    private HomeParser() {}

    /**
     * The spheres of {@code GET /users/{id}/spheres} with Crownstones and locations included, still without users and
     * presence.
     *
     * @param now the time to take where the cloud gives none
     */
    static List<Sphere> spheres(JsonNode json, Instant now) {
        List<Sphere> spheres = new ArrayList<>();
        for (JsonNode each : Wire.requiredObjects(json, "spheres")) {
            Sphere sphere = sphere(each);
            if (sphere != null) {
                spheres.add(filled(
                        sphere,
                        Wire.requiredObjects(each.get("ownedStones"), "Crownstones"),
                        Wire.requiredObjects(each.get("ownedLocations"), "locations"),
                        now));
            }
        }
        Wire.demandSome(spheres.size(), json.size(), "spheres");
        return spheres;
    }

    /** Which spheres there are. */
    static Set<SphereId> sphereIds(JsonNode json) {
        Set<SphereId> ids = new HashSet<>();
        for (JsonNode each : Wire.requiredObjects(json, "spheres")) {
            SphereId id = Wire.idOrSkip(each, "sphere", SphereId::new);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** A sphere by itself: name and uid. */
    static @Nullable Sphere sphere(JsonNode json) {
        SphereId id = Wire.idOrSkip(json, "sphere", SphereId::new);
        return id == null ? null : named(json, id);
    }

    static Sphere named(JsonNode json, SphereId id) {
        Sphere empty = Sphere.empty(id, Wire.text(json, "name"));
        return new Sphere(
                id,
                empty.name(),
                Wire.integer(json, "uid"),
                empty.crownstones(),
                empty.locations(),
                empty.users(),
                empty.presence());
    }

    static Sphere filled(Sphere sphere, List<JsonNode> crownstones, List<JsonNode> locations, Instant now) {
        return new Sphere(
                sphere.id(),
                sphere.name(),
                sphere.uid(),
                CrownstoneParser.crownstones(crownstones, now),
                locations(locations),
                sphere.users(),
                sphere.presence());
    }

    static Sphere peopled(Sphere sphere, PersistentMap<UserId, User> users, Presence presence) {
        return new Sphere(
                sphere.id(), sphere.name(), sphere.uid(), sphere.crownstones(), sphere.locations(), users, presence);
    }

    static PersistentMap<LocationId, Location> locations(List<JsonNode> json) {
        PersistentMap<LocationId, Location> locations = PersistentMap.empty();
        for (JsonNode each : json) {
            LocationId id = Wire.idOrSkip(each, "location", LocationId::new);
            if (id != null) {
                locations = locations.with(
                        id,
                        new Location(id, Wire.integer(each, "uid"), Wire.text(each, "name"), Wire.text(each, "icon")));
            }
        }
        return locations;
    }

    /** {@code GET /Spheres/{id}/users}: pending invitees are not in it. */
    static PersistentMap<UserId, User> users(JsonNode json) {
        if (!json.isObject() || !(json.has("admins") || json.has("members") || json.has("guests"))) {
            throw Wire.unreadable("the users of a sphere are missing");
        }
        Map<UserId, User> users = new HashMap<>();
        // Somebody listed twice keeps the role that may do most.
        addUsers(json.get("guests"), Role.GUEST, users);
        addUsers(json.get("members"), Role.MEMBER, users);
        addUsers(json.get("admins"), Role.ADMIN, users);
        return PersistentMap.of(users);
    }

    private static void addUsers(@Nullable JsonNode list, Role role, Map<UserId, User> users) {
        for (JsonNode each : Wire.objects(list)) {
            UserId id = Wire.idOrSkip(each, "user", UserId::new);
            if (id != null) {
                users.put(
                        id,
                        new User(
                                id,
                                Wire.text(each, "firstName"),
                                Wire.text(each, "lastName"),
                                Wire.text(each, "email"),
                                Wire.flag(each, "emailVerified"),
                                role));
            }
        }
    }

    /** {@code GET /Spheres/{id}/presentPeople}: one room per device, so that rooms come twice. */
    static Presence presence(JsonNode json) {
        Map<UserId, Set<LocationId>> people = new HashMap<>();
        for (JsonNode each : Wire.requiredObjects(json, "present people")) {
            UserId user = Wire.id(each, "userId", UserId::new);
            if (user != null) {
                people.computeIfAbsent(user, _ -> new HashSet<>()).addAll(locationIds(each.get("locations")));
            }
        }
        people.replaceAll((_, locations) -> Set.copyOf(locations));
        return new Presence(PersistentMap.of(people));
    }

    private static Set<LocationId> locationIds(@Nullable JsonNode list) {
        Set<LocationId> ids = new HashSet<>();
        if (list != null && list.isArray()) {
            for (JsonNode each : list) {
                LocationId id = Wire.idIn(each, LocationId::new);
                if (id != null) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }
}
