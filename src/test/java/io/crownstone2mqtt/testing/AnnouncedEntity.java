package io.crownstone2mqtt.testing;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One entity of a discovery message, in either format.
 *
 * @param topic of the message
 * @param json the entity's members; of a device message without those of the root
 * @param device the device block
 * @param availability its own or, in a device message, the root's
 */
record AnnouncedEntity(
        String topic, String platform, String node, String key, JsonNode json, JsonNode device, JsonNode availability) {
    String text(String member) {
        return json.path(member).asString("");
    }

    String uniqueId() {
        return text("unique_id");
    }

    String deviceId() {
        return device.path("identifiers").path(0).asString("");
    }

    List<String> availabilityTopics() {
        return availability
                .valueStream()
                .map(each -> each.path("topic").asString(""))
                .toList();
    }

    /** Named by its platform alone, which removes it. */
    boolean isRemoval() {
        return json.size() == 1 && json.has("platform");
    }

    @Override
    public String toString() {
        return topic + " " + platform + " " + key;
    }
}
