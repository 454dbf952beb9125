package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads scenes as the Crownstone app stores them. */
final class SceneParser {
    private static final Pattern UID = Pattern.compile("\\d{1,6}");

    private SceneParser() {}

    /** The list that comes now; null if it is none, or if nothing in it can be used. */
    static @Nullable PersistentMap<SceneId, Scene> scenes(JsonReader json) {
        if (!json.isArray()) {
            return null;
        }
        Map<SceneId, Scene> scenes = new HashMap<>();
        int listed = json.objects(each -> {
            SceneId id = Wire.idOrSkip(each, "scene", SceneId::new);
            if (id != null) {
                scenes.put(id, new Scene(id, Wire.text(each, "name"), levels(each.get("data"))));
            }
        });
        return scenes.isEmpty() && listed > 0 ? null : PersistentMap.of(scenes);
    }

    /** A JSON object, or its text: the app sends what it stringified. */
    private static @Nullable Map<Integer, Integer> levels(@Nullable JsonNode data) {
        JsonNode map = data != null && data.isString() ? JsonReader.tree(data.stringValue()) : data;
        if (map == null || !map.isObject()) {
            return null;
        }
        Map<Integer, Double> stored = new HashMap<>();
        map.properties().forEach(entry -> {
            if (UID.matcher(entry.getKey()).matches()) {
                Wire.number(map, entry.getKey()).ifPresent(level -> stored.put(Integer.valueOf(entry.getKey()), level));
            }
        });
        return stored.isEmpty() && !map.isEmpty() ? null : percentages(stored);
    }

    /** Rows from before the app's change of scale hold 0 to 1 in the whole map: nobody stores 1 %. */
    private static Map<Integer, Integer> percentages(Map<Integer, Double> stored) {
        boolean fractions = stored.values().stream().allMatch(level -> level <= 1);
        Map<Integer, Integer> levels = new HashMap<>();
        stored.forEach((uid, level) ->
                levels.put(uid, (int) Math.clamp(Math.round(fractions ? level * 100 : level), 0, 100)));
        return levels;
    }
}
