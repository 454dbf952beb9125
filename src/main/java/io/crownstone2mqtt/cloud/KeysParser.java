package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code keysV2}. */
final class KeysParser {
    private KeysParser() {}

    static List<SphereKeys> keys(JsonReader json) {
        List<SphereKeys> all = new ArrayList<>();
        json.requiredElements("keys", () -> {
            ObjectNode own = Wire.MAPPER.createObjectNode();
            Map<CrownstoneId, List<SphereKeys.Key>> crownstones = new HashMap<>();
            json.fields(name -> {
                switch (name) {
                    case "sphereId", "sphereAuthorizationToken", "sphereKeys" -> own.set(name, json.tree());
                    case "stoneKeys" -> crownstones.putAll(crownstones(json));
                    default -> {}
                }
            });
            SphereId sphere = Wire.id(own, "sphereId", SphereId::new);
            if (sphere != null) {
                String token = Wire.raw(own, "sphereAuthorizationToken");
                all.add(new SphereKeys(
                        sphere,
                        token == null ? null : new SphereKeys.Key("sphereAuthorizationToken", token),
                        list(own.get("sphereKeys")),
                        crownstones));
            }
        });
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

    private static Map<CrownstoneId, List<SphereKeys.Key>> crownstones(JsonReader json) {
        Map<CrownstoneId, List<SphereKeys.Key>> keys = new HashMap<>();
        if (json.isObject()) {
            json.fields(id -> keys.put(new CrownstoneId(id), list(json.tree())));
        }
        return keys;
    }
}
