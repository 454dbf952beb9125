package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads hubs, and nothing of their addresses. */
final class HubParser {
    private HubParser() {}

    /** The list that comes now; null if it is none, or if nothing in it can be used. */
    static @Nullable PersistentMap<HubId, Hub> hubs(JsonReader json) {
        if (!json.isArray()) {
            return null;
        }
        Map<HubId, Hub> hubs = new HashMap<>();
        int listed = json.objects(each -> {
            HubId id = Wire.idOrSkip(each, "hub", HubId::new);
            if (id != null) {
                hubs.put(id, hub(id, each, json.date()));
            }
        });
        return hubs.isEmpty() && listed > 0 ? null : PersistentMap.of(hubs);
    }

    private static Hub hub(HubId id, JsonNode json, Instant answered) {
        Instant lastSeen = instant(json, "lastSeen");
        return new Hub(
                id,
                Wire.text(json, "name"),
                Wire.id(json, "locationId", LocationId::new),
                lastSeen,
                lastSeen == null ? null : Duration.between(lastSeen, answered));
    }

    private static @Nullable Instant instant(JsonNode json, String field) {
        String text = Wire.text(json, field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
