package io.crownstone2mqtt.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A relation that a filter asks for, to be embedded in a document. {@code plain} is the bare word, which the cloud treats
 * differently from the object forms. Documents are put together under the home's lock.
 */
record Include(String relation, List<Include> nested, boolean plain) {
    /** Accepts a word, an object of relation and scope, an object of relations to what they embed, or a list of those. */
    static List<Include> parse(@Nullable JsonNode include) {
        List<Include> found = new ArrayList<>();
        if (include == null) {
            return found;
        }
        if (include.isString()) {
            found.add(new Include(include.stringValue(), List.of(), true));
        } else if (include.isArray()) {
            include.forEach(element -> found.addAll(parse(element)));
        } else if (include.path("relation").isString()) {
            JsonNode scope = include.path("scope").path("include");
            found.add(new Include(include.path("relation").stringValue(), parse(scope), false));
        } else if (include.isObject()) {
            include.properties()
                    .forEach(entry -> found.add(new Include(entry.getKey(), parse(entry.getValue()), false)));
        }
        return found;
    }

    static ArrayNode documents(Collection<? extends SimulatedThing> things) {
        ArrayNode all = Json.array();
        things.forEach(thing -> all.add(thing.shown()));
        return all;
    }

    /** Without {@code withState} the state is left out even if it is asked for, as some of the real endpoints do. */
    static ObjectNode sphere(SimulatedSphere sphere, List<Include> includes, boolean withState) {
        ObjectNode json = sphere.document.deepCopy();
        for (Include include : includes) {
            switch (include.relation) {
                case "ownedStones" -> json.set("ownedStones", crownstones(sphere, include.nested, withState));
                case "ownedLocations" -> json.set("ownedLocations", documents(sphere.locations.values()));
                case "users" -> json.set("users", documents(sphere.members.keySet()));
                case "hubs" -> json.set("hubs", documents(sphere.hubs.values()));
                case "scenes" -> json.set("scenes", documents(sphere.scenes.values()));
                case "features", "Toons", "messages" -> json.putArray(include.relation);
                case "floatingLocationPosition" -> {
                    // A relation to one thing is left out where there is none.
                }
                default -> throw RestError.unknownRelation(include.relation, "Sphere");
            }
        }
        return json;
    }

    static ArrayNode crownstones(SimulatedSphere sphere, List<Include> includes, boolean withState) {
        ArrayNode all = Json.array();
        sphere.crownstones.values().forEach(crownstone -> all.add(crownstone(crownstone, includes, withState)));
        return all;
    }

    static ObjectNode crownstone(SimulatedCrownstone crownstone, List<Include> includes, boolean withState) {
        ObjectNode json = crownstone.document.deepCopy();
        for (Include include : includes) {
            switch (include.relation) {
                case "currentSwitchState" -> {
                    if (withState && !crownstone.currentSwitchState.isEmpty()) {
                        json.set("currentSwitchState", crownstone.currentSwitchState);
                    }
                }
                case "abilities" -> json.set("abilities", include.abilities(crownstone));
                case "behaviours" -> json.putArray("behaviours");
                case "location" ->
                    crownstone
                            .sphere()
                            .locationById(json.path("locationId").asString(""))
                            .ifPresent(location -> json.set("location", location.document));
                default -> throw RestError.unknownRelation(include.relation, "Stone");
            }
        }
        return json;
    }

    /** A plain "abilities" is answered with none unless a new enough app is known, and none is. */
    private ArrayNode abilities(SimulatedCrownstone crownstone) {
        ArrayNode all = Json.array();
        if (plain) {
            return all;
        }
        boolean withProperties = nested.stream().anyMatch(include -> include.relation.equals("properties"));
        crownstone.abilities.values().forEach(ability -> {
            ObjectNode json = ability.deepCopy();
            if (!withProperties) {
                json.remove("properties");
            }
            all.add(json);
        });
        return all;
    }
}
