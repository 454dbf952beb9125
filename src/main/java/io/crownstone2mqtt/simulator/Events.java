package io.crownstone2mqtt.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The events of the stream, field for field as the real cloud sends them. */
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

    static ObjectNode switchStateUpdate(SimulatedCrownstone crownstone, double percentage) {
        ObjectNode event = event("switchStateUpdate", "stone", crownstone.sphere());
        event.set(
                "crownstone",
                crownstone(crownstone)
                        .set("percentage", Json.number(percentage))
                        .set("switchState", Json.number(percentage)));
        return event;
    }

    static ObjectNode multiSwitch(SimulatedSphere sphere, List<SwitchPacket> packets, int counter) {
        ObjectNode event = event("command", "multiSwitch", sphere);
        ArrayNode data = event.putArray("switchData");
        packets.forEach(packet -> data.add(packet.json()));
        event.putObject("sequenceTime")
                .put("counter", counter)
                .put("timestamp", sphere.home.now().toEpochMilli());
        return event;
    }

    static ObjectNode presence(
            SimulatedSphere sphere, String subType, @Nullable SimulatedLocation location, SimulatedUser user) {
        ObjectNode event = event("presence", subType, sphere);
        if (location != null) {
            event.set("location", idAndName(location));
        }
        event.putObject("user").put("id", user.id()).put("name", user.name());
        return event;
    }

    static ObjectNode dataChange(SimulatedSphere sphere, String subType, String operation, ObjectNode changedItem) {
        ObjectNode event = event("dataChange", subType, sphere).put("operation", operation);
        event.set("changedItem", changedItem);
        return event;
    }

    static ObjectNode abilityChange(SimulatedCrownstone crownstone, ObjectNode ability) {
        ObjectNode event = event("abilityChange", ability.path("type").stringValue(), crownstone.sphere());
        event.set("stone", crownstone(crownstone));
        event.set("ability", ability.deepCopy().retain("type", "enabled", "syncedToCrownstone"));
        return event;
    }

    static ObjectNode sphereTokensChanged(SimulatedSphere sphere) {
        return event("sphereTokensChanged", "sphereAuthorizationTokens", sphere).put("operation", "update");
    }

    static ObjectNode invitationChange(SimulatedSphere sphere, String operation, String email) {
        ObjectNode event = Json.object().put("type", "invitationChange").put("operation", operation);
        event.set("sphere", idAndName(sphere).put("uid", sphere.uid()));
        return event.put("email", email);
    }

    /** How events name a thing: without a name if it never had one, with null if that was cleared. */
    static ObjectNode idAndName(SimulatedThing thing) {
        return thing.document.deepCopy().retain("id", "name");
    }

    static ObjectNode crownstone(SimulatedCrownstone crownstone) {
        ObjectNode json = crownstone.document.deepCopy().retain("id", "uid", "name");
        json.set("macAddress", crownstone.document.get("address"));
        return json;
    }

    private static ObjectNode event(String type, String subType, SimulatedSphere sphere) {
        ObjectNode event = Json.object().put("type", type).put("subType", subType);
        event.set("sphere", sphere.document.deepCopy().retain("id", "name", "uid"));
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
