package io.crownstone2mqtt.mirror.homeassistant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The strict {@code device} block; unknown values are left out, for Home Assistant rejects a null.
 *
 * @param identifier the same in every message of the device
 * @param suggestedArea used by Home Assistant only when it first sees the device
 * @param viaDevice the identifier of the device behind which this one is
 */
public record Device(
        String identifier,
        String name,
        String manufacturer,
        String model,
        @Nullable String modelId,
        @Nullable String softwareVersion,
        @Nullable String suggestedArea,
        @Nullable String viaDevice) {

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("identifiers").add(identifier);
        json.put("name", name);
        json.put("manufacturer", manufacturer);
        json.put("model", model);
        putKnown(json, "model_id", modelId);
        putKnown(json, "sw_version", softwareVersion);
        putKnown(json, "suggested_area", suggestedArea);
        putKnown(json, "via_device", viaDevice);
        return json;
    }

    private static void putKnown(ObjectNode json, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            json.put(key, value);
        }
    }
}
