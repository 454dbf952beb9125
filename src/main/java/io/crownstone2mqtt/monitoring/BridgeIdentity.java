package io.crownstone2mqtt.monitoring;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What makes a bridge this one and no other: two with the same broker have not both client id and base topic in common. */
public record BridgeIdentity(URI broker, String clientId, String baseTopic) {
    /** How its sockets begin; short, because the path of a socket has to be. */
    String key() {
        byte[] all = (broker + "\0" + clientId + "\0" + baseTopic).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(all).toString().replace("-", "").substring(0, 16);
    }

    /** Of this process. */
    public ObjectNode toJson(Instant since, @Nullable URI page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("client_id", clientId);
        json.put("broker", broker.toString());
        json.put("base_topic", baseTopic);
        json.put("since", since.toString());
        json.put("pid", ProcessHandle.current().pid());
        if (page != null) {
            json.put("page", page.toString());
        }
        return json;
    }

    /** For people: which bridge answered. */
    public static String line(JsonNode bridge) {
        return bridge.path("client_id").asString("?") + " at "
                + bridge.path("broker").asString("?") + ", since "
                + bridge.path("since").asString("?") + ", process "
                + bridge.path("pid").asLong(0);
    }
}
