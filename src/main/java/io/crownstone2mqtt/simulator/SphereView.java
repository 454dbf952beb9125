package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sphere as the REST interface shows it. To be used under the home's lock. */
final class SphereView {
    private final SimulatedSphere sphere;

    SphereView(SimulatedSphere sphere) {
        this.sphere = sphere;
    }

    ObjectNode json(List<Include> includes, boolean withState) {
        ObjectNode json = sphere.json();
        includes.forEach(include -> include(json, include, withState));
        return json;
    }

    ArrayNode crownstones(List<Include> includes, boolean withState) {
        ArrayNode all = Json.array();
        sphere.crownstones().forEach(crownstone -> all.add(crownstone.json(includes, withState)));
        return all;
    }

    ArrayNode locations() {
        ArrayNode all = Json.array();
        sphere.locations().forEach(location -> all.add(location.json()));
        return all;
    }

    ArrayNode hubs() {
        return Json.array().addAll(sphere.hubs());
    }

    ObjectNode usersByRole() {
        ObjectNode json = Json.object();
        json.set("admins", users(SphereRole.ADMIN));
        json.set("members", users(SphereRole.MEMBER));
        json.set("guests", users(SphereRole.GUEST));
        return json;
    }

    /** The keys of the sphere that somebody of that role may have. */
    ObjectNode keys(SphereRole role) {
        ObjectNode crownstoneKeys = Json.object();
        if (role == SphereRole.ADMIN) {
            sphere.crownstones()
                    .forEach(crownstone -> crownstoneKeys.set(crownstone.id(), SimulatedKey.json(crownstone.keys())));
        }
        ObjectNode json =
                Json.object().put("sphereId", sphere.id()).put("sphereAuthorizationToken", sphere.authorizationToken());
        json.set(
                "sphereKeys",
                SimulatedKey.json(
                        sphere.keys().stream().filter(key -> key.isFor(role)).toList()));
        json.set("stoneKeys", crownstoneKeys);
        return json;
    }

    static ObjectNode hub(SimulatedSphere sphere, String id, String name, String localAddress, Instant now) {
        return Json.object()
                .put("name", name)
                .put("sphereId", sphere.id())
                .put("localIPAddress", localAddress)
                .put("httpsPort", 443)
                .put("httpPort", 80)
                .put("externalIPAddress", "127.0.0.1")
                .put("lastSeen", Json.time(now))
                .put("id", id)
                .put("createdAt", Json.time(now))
                .put("updatedAt", Json.time(now));
    }

    private ArrayNode users(SphereRole role) {
        ArrayNode all = Json.array();
        sphere.members().stream()
                .filter(user -> sphere.roleOf(user).filter(role::equals).isPresent())
                .forEach(user -> all.add(user.json()));
        return all;
    }

    private ArrayNode users() {
        ArrayNode all = Json.array();
        sphere.members().forEach(user -> all.add(user.json()));
        return all;
    }

    private void include(ObjectNode json, Include include, boolean withState) {
        switch (include.relation()) {
            case "ownedStones" -> json.set("ownedStones", crownstones(include.nested(), withState));
            case "ownedLocations" -> json.set("ownedLocations", locations());
            case "users" -> json.set("users", users());
            case "hubs" -> json.set("hubs", hubs());
            case "features", "scenes", "Toons", "messages" -> json.set(include.relation(), Json.array());
            case "floatingLocationPosition" -> {
                // A relation to one thing is left out where there is none.
            }
            default -> throw Refusal.unknownRelation(include.relation(), "Sphere");
        }
    }
}
