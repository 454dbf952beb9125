package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the model out of the cloud's lists. */
final class HomeParser {
    private static final List<Role> RANK = List.of(Role.ADMIN, Role.MEMBER, Role.GUEST);
    private static final Map<String, Role> ROLES =
            Map.of("admins", Role.ADMIN, "members", Role.MEMBER, "guests", Role.GUEST);

    private HomeParser() {}

    /**
     * The spheres of {@code GET /users/{id}/spheres} with Crownstones and locations included, and scenes and hubs where the
     * cloud knows them; still without users and presence.
     *
     * @param now the time to take where the cloud gives none
     */
    static List<SphereSnapshot> spheres(JsonReader json, Instant now) {
        List<SphereSnapshot> spheres = new ArrayList<>();
        int listed = json.requiredElements("spheres", () -> {
            SphereSnapshot sphere = sphere(json, now);
            if (sphere != null) {
                spheres.add(sphere);
            }
        });
        Wire.demandSome(spheres.size(), listed, "spheres");
        return spheres;
    }

    private static @Nullable SphereSnapshot sphere(JsonReader json, Instant now) {
        ObjectNode own = Wire.MAPPER.createObjectNode();
        AtomicReference<@Nullable PersistentMap<CrownstoneId, Crownstone>> crownstones = new AtomicReference<>();
        AtomicReference<@Nullable PersistentMap<LocationId, Location>> locations = new AtomicReference<>();
        AtomicReference<@Nullable PersistentMap<SceneId, Scene>> scenes = new AtomicReference<>();
        AtomicReference<@Nullable PersistentMap<HubId, Hub>> hubs = new AtomicReference<>();
        json.fields(name -> {
            switch (name) {
                case "id", "name", "uid" -> own.set(name, json.tree());
                case "ownedStones" -> crownstones.set(CrownstoneParser.crownstones(json, now));
                case "ownedLocations" -> locations.set(locations(json));
                case "scenes" -> scenes.set(SceneParser.scenes(json));
                case "hubs" -> hubs.set(HubParser.hubs(json));
                default -> {}
            }
        });
        SphereId id = Wire.idOrSkip(own, "sphere", SphereId::new);
        if (id == null) {
            return null;
        }
        Sphere sphere = filled(named(own, id), listed(crownstones, "Crownstones"), listed(locations, "locations"));
        return SphereSnapshot.withoutParts(sphere)
                .with(SpherePart.SCENES, scenes.get(), Sphere::withScenes)
                .with(SpherePart.HUBS, hubs.get(), Sphere::withHubs);
    }

    private static <T> T listed(AtomicReference<@Nullable T> list, String what) {
        T found = list.get();
        if (found == null) {
            throw Wire.unreadable("the list of " + what + " is missing");
        }
        return found;
    }

    /** Which spheres there are. */
    static Set<SphereId> sphereIds(JsonReader json) {
        Set<SphereId> ids = new HashSet<>();
        json.requiredObjects("spheres", each -> {
            SphereId id = Wire.idOrSkip(each, "sphere", SphereId::new);
            if (id != null) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** A sphere by itself: name and uid. */
    static Sphere named(JsonNode json, SphereId id) {
        return Sphere.named(id, Wire.text(json, "name"), Wire.integer(json, "uid"));
    }

    static Sphere filled(
            Sphere sphere,
            PersistentMap<CrownstoneId, Crownstone> crownstones,
            PersistentMap<LocationId, Location> locations) {
        return sphere.withCrownstones(crownstones).withLocations(locations);
    }

    static PersistentMap<LocationId, Location> locations(JsonReader json) {
        Map<LocationId, Location> locations = new HashMap<>();
        json.requiredObjects("locations", each -> {
            LocationId id = Wire.idOrSkip(each, "location", LocationId::new);
            if (id != null) {
                locations.put(
                        id,
                        new Location(id, Wire.integer(each, "uid"), Wire.text(each, "name"), Wire.text(each, "icon")));
            }
        });
        return PersistentMap.of(locations);
    }

    /** {@code GET /Spheres/{id}/users}: pending invitees are not in it. */
    static PersistentMap<UserId, User> users(JsonReader json) {
        Map<UserId, User> users = new HashMap<>();
        Set<String> lists = new HashSet<>();
        if (json.isObject()) {
            json.fields(name -> {
                Role role = ROLES.get(name);
                if (role != null) {
                    lists.add(name);
                    json.objects(each -> addUser(each, role, users));
                }
            });
        }
        if (lists.isEmpty()) {
            throw Wire.unreadable("the users of a sphere are missing");
        }
        return PersistentMap.of(users);
    }

    private static void addUser(JsonNode each, Role role, Map<UserId, User> users) {
        UserId id = Wire.idOrSkip(each, "user", UserId::new);
        if (id != null) {
            User user = new User(
                    id,
                    Wire.text(each, "firstName"),
                    Wire.text(each, "lastName"),
                    Wire.text(each, "email"),
                    Wire.flag(each, "emailVerified"),
                    role);
            users.merge(id, user, HomeParser::mayDoMore);
        }
    }

    /** Somebody listed twice keeps the role that may do most. */
    private static User mayDoMore(User one, User other) {
        return RANK.indexOf(other.role()) < RANK.indexOf(one.role()) ? other : one;
    }

    /** {@code GET /Spheres/{id}/presentPeople}: one room per device, so that rooms come twice. */
    static Presence presence(JsonReader json) {
        Map<UserId, Set<LocationId>> people = new HashMap<>();
        json.requiredObjects("present people", each -> {
            UserId user = Wire.id(each, "userId", UserId::new);
            if (user != null) {
                people.computeIfAbsent(user, _ -> new HashSet<>()).addAll(locationIds(each.get("locations")));
            }
        });
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
