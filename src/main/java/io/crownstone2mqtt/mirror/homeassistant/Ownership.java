package io.crownstone2mqtt.mirror.homeassistant;

import io.crownstone2mqtt.mirror.TopicScheme;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells this bridge's own discovery messages from those of other bridges, which are nobody's business here. */
public final class Ownership {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Ownership() {}

    /** Whether a retained message is this bridge's: everything below its base, and what it has announced. */
    public static boolean isOwn(TopicScheme topics, String topic, String payload) {
        return topics.isBelowBase(topic)
                || (topics.discovery(topic).isPresent() && isOwn(payload, topics.bridgeState()));
    }

    /** Whether the message is from this program, and its availability from the bridge with that state topic. */
    public static boolean isOwn(String payload, String bridgeState) {
        if (payload.equals(DeviceSteps.MIGRATE)) {
            return true;
        }
        try {
            JsonNode json = JSON.readTree(payload);
            return json.path("origin").path("name").asString("").equals(Discovery.ORIGIN)
                    && json.path("availability")
                            .valueStream()
                            .anyMatch(each -> each.path("topic").asString("").equals(bridgeState));
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
