package io.crownstone2mqtt.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The methods below {@code /Spheres}, and those that list the rooms of all spheres. */
final class SphereMethods {
    private final SimulatedHome home;
    private final Switchboard switchboard;

    SphereMethods(SimulatedHome home, Switchboard switchboard) {
        this.home = home;
        this.switchboard = switchboard;
    }

    void register(Router router) {
        router.on("GET", "/Spheres/*", call -> Answer.json(view(call).json(call.lenientIncludes(), false)))
                .on("GET", "/Spheres/*/users", call -> Answer.json(view(call).usersByRole()))
                .on("GET", "/Spheres/*/presentPeople", this::presentPeople)
                .on(
                        "GET",
                        "/Spheres/*/ownedLocations",
                        call -> Answer.json(view(call).locations()))
                .on("GET", "/Spheres/*/ownedStones", this::crownstones)
                .on("GET", "/Spheres/*/hubs", call -> Answer.json(view(call).hubs()))
                .on("POST", "/Spheres/*/switchCrownstones", this::switchCrownstones)
                .on("GET", "/Locations/all", this::allLocations);
    }

    private Answer presentPeople(Call call) {
        SimulatedSphere sphere = sphere(call);
        return Answer.json(sphere.people().json(sphere.members()));
    }

    private Answer crownstones(Call call) {
        SphereView view = view(call);
        JsonNode filter = call.filter();
        ArrayNode matching = Json.array();
        view.crownstones(Include.parse(filter.get("include")), true).forEach(crownstone -> {
            if (matches(crownstone, filter.path("where"))) {
                matching.add(crownstone);
            }
        });
        return Answer.json(matching);
    }

    /** Equality only; the other operators of the real filter are not simulated. */
    private static boolean matches(JsonNode crownstone, JsonNode where) {
        return where.properties().stream()
                .allMatch(condition -> condition.getValue().equals(crownstone.get(condition.getKey())));
    }

    /** All or nothing; of two packets for one Crownstone the last counts. */
    private Answer switchCrownstones(Call call) {
        SimulatedSphere sphere = sphere(call);
        switchboard.demandSwitching(call.user(), sphere);
        if (!call.body().isArray()) {
            throw Refusal.badCaller("SwitchPackets must be an array.");
        }
        Map<String, SwitchPacket> packets = new LinkedHashMap<>();
        call.body().forEach(data -> packets.put(data.path("stoneId").asString(""), packet(sphere, data)));
        List<SwitchPacket> all = new ArrayList<>(packets.values());
        switchboard.send(call.user(), sphere, all);
        return Answer.noContent();
    }

    private static SwitchPacket packet(SimulatedSphere sphere, JsonNode data) {
        String id = data.path("stoneId").asString("");
        return SwitchPacket.parse(
                sphere.crownstoneById(id).orElseThrow(() -> Refusal.badCaller("Invalid uid:" + id)), data);
    }

    private Answer allLocations(Call call) {
        ArrayNode all = Json.array();
        home.spheresOf(call.user()).forEach(sphere -> all.addAll(new SphereView(sphere).locations()));
        return Answer.json(all);
    }

    private SphereView view(Call call) {
        return new SphereView(sphere(call));
    }

    private SimulatedSphere sphere(Call call) {
        SimulatedUser user = call.user();
        return home.sphereById(call.id())
                .filter(sphere -> sphere.roleOf(user).isPresent())
                .orElseThrow(Refusal::authorizationRequired);
    }
}
