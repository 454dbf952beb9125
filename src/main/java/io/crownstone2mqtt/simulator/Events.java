package io.crownstone2mqtt.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The events of the stream, field for field as the real one sends them. */
final class Events {
    static final String STREAM_START = system("STREAM_START", 200, "Stream Starting.");
    static final String TOKEN_EXPIRED = system("TOKEN_EXPIRED", 401, "Token Expired.");
    static final String INVALID_ACCESS_TOKEN = system("INVALID_ACCESS_TOKEN", 401, "No valid accessToken provided...");
    static final String NO_CONNECTION =
            system("NO_CONNECTION", 500, "Not connected to cloud service. Try again later...");

    private Events() {}

    static String ping(int counter) {
        return Json.object().put("type", "ping").put("counter", counter).toString();
    }

    static SphereEvent switchStateUpdate(SimulatedCrownstone crownstone, double percentage) {
        ObjectNode thing = crownstone.reference();
        thing.set("percentage", Json.number(percentage));
        thing.set("switchState", Json.number(percentage));
        ObjectNode event = event("switchStateUpdate", "stone", crownstone.sphere());
        event.set("crownstone", thing);
        return SphereEvent.of(crownstone.sphere(), event);
    }

    static SphereEvent multiSwitch(
            SimulatedSphere sphere, List<SwitchPacket> packets, int counter, long timestampMillis) {
        ArrayNode data = Json.array();
        packets.forEach(packet -> data.add(packet.json()));
        ObjectNode event = event("command", "multiSwitch", sphere);
        event.set("switchData", data);
        event.set("sequenceTime", Json.object().put("counter", counter).put("timestamp", timestampMillis));
        return SphereEvent.of(sphere, event);
    }

    static SphereEvent presence(
            SimulatedSphere sphere, String subType, @Nullable SimulatedLocation location, SimulatedUser user) {
        ObjectNode event = event("presence", subType, sphere);
        if (location != null) {
            event.set("location", Json.object().put("id", location.id()).put("name", location.name()));
        }
        event.set("user", Json.object().put("id", user.id()).put("name", user.name()));
        return SphereEvent.of(sphere, event);
    }

    static SphereEvent dataChange(
            SimulatedSphere sphere, String subType, String operation, String id, @Nullable String name) {
        return dataChange(
                sphere, subType, operation, Json.object().put("id", id).put("name", name));
    }

    static SphereEvent dataChange(SimulatedSphere sphere, String subType, String operation, ObjectNode changedItem) {
        ObjectNode event =
                Json.object().put("type", "dataChange").put("subType", subType).put("operation", operation);
        event.set("sphere", sphere.reference());
        event.set("changedItem", changedItem);
        return SphereEvent.of(sphere, event);
    }

    static SphereEvent abilityChange(SimulatedCrownstone crownstone, SimulatedAbility ability) {
        ObjectNode event = event("abilityChange", ability.type(), crownstone.sphere());
        event.set("stone", crownstone.reference());
        event.set("ability", ability.reference());
        return SphereEvent.of(crownstone.sphere(), event);
    }

    static SphereEvent sphereTokensChanged(SimulatedSphere sphere) {
        ObjectNode event = Json.object()
                .put("type", "sphereTokensChanged")
                .put("subType", "sphereAuthorizationTokens")
                .put("operation", "update");
        event.set("sphere", sphere.reference());
        return SphereEvent.of(sphere, event);
    }

    static SphereEvent invitationChange(SimulatedSphere sphere, String operation, String email) {
        ObjectNode event = Json.object().put("type", "invitationChange").put("operation", operation);
        event.set("sphere", sphere.reference());
        event.put("email", email);
        return SphereEvent.of(sphere, event);
    }

    private static ObjectNode event(String type, String subType, SimulatedSphere sphere) {
        ObjectNode event = Json.object().put("type", type).put("subType", subType);
        event.set("sphere", sphere.reference());
        return event;
    }

    private static String system(String subType, int code, String message) {
        return Json.object()
                .put("type", "system")
                .put("subType", subType)
                .put("code", code)
                .put("message", message)
                .toString();
    }
}
