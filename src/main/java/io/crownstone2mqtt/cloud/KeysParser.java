package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code keysV2}. */
final class KeysParser {
    private KeysParser() {}

    static List<SphereKeys> keys(JsonNode json) {
        List<SphereKeys> all = new ArrayList<>();
        for (JsonNode each : Wire.requiredObjects(json, "keys")) {
            SphereId sphere = Wire.id(each, "sphereId", SphereId::new);
            if (sphere != null) {
                String token = Wire.raw(each, "sphereAuthorizationToken");
                all.add(new SphereKeys(
                        sphere,
                        token == null ? null : new SphereKeys.Key("sphereAuthorizationToken", token),
                        list(each.get("sphereKeys")),
                        crownstones(each.get("stoneKeys"))));
            }
        }
        return List.copyOf(all);
    }

    private static List<SphereKeys.Key> list(@Nullable JsonNode json) {
        List<SphereKeys.Key> keys = new ArrayList<>();
        for (JsonNode each : Wire.objects(json)) {
            String type = Wire.text(each, "keyType");
            String value = Wire.raw(each, "key");
            if (type != null && value != null) {
                keys.add(new SphereKeys.Key(type, value));
            }
        }
        return List.copyOf(keys);
    }

    private static Map<CrownstoneId, List<SphereKeys.Key>> crownstones(@Nullable JsonNode json) {
        Map<CrownstoneId, List<SphereKeys.Key>> keys = new HashMap<>();
        if (json != null && json.isObject()) {
            json.properties().forEach(entry -> keys.put(new CrownstoneId(entry.getKey()), list(entry.getValue())));
        }
        return keys;
    }
}
