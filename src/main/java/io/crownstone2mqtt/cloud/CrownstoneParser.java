package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.SwitchState.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes Crownstones out of {@code ownedStones} with {@code currentSwitchState} and {@code abilities} included. */
final class CrownstoneParser {
    private CrownstoneParser() {}

    static PersistentMap<CrownstoneId, Crownstone> crownstones(JsonReader json, Instant now) {
        Map<CrownstoneId, Crownstone> crownstones = new HashMap<>();
        int listed = json.requiredObjects("Crownstones", each -> {
            CrownstoneId id = Wire.idOrSkip(each, "Crownstone", CrownstoneId::new);
            if (id != null) {
                crownstones.put(id, crownstone(id, each, now));
            }
        });
        Wire.demandSome(crownstones.size(), listed, "Crownstones");
        return PersistentMap.of(crownstones);
    }

    /** The states alone; a Crownstone that never reported one is not in it. */
    static Map<CrownstoneId, SwitchState> states(JsonReader json, Instant now) {
        Map<CrownstoneId, SwitchState> states = new HashMap<>();
        json.requiredObjects("Crownstones", each -> {
            CrownstoneId id = Wire.idOrSkip(each, "Crownstone", CrownstoneId::new);
            SwitchState state = state(each.get("currentSwitchState"), now);
            if (id != null && state != null) {
                states.put(id, state);
            }
        });
        return Map.copyOf(states);
    }

    private static Crownstone crownstone(CrownstoneId id, JsonNode json, Instant now) {
        return Crownstone.builder(id)
                .uid(Wire.integer(json, "uid"))
                .name(Wire.text(json, "name"))
                .type(Wire.text(json, "type"))
                .icon(Wire.text(json, "icon"))
                .firmware(Wire.text(json, "firmwareVersion"))
                .hardware(Wire.text(json, "hardwareVersion"))
                .address(Wire.text(json, "address"))
                .location(Wire.id(json, "locationId", LocationId::new))
                .locked(Wire.flag(json, "locked"))
                .abilities(abilities(json.get("abilities")))
                .state(state(json.get("currentSwitchState"), now))
                .build();
    }

    private static @Nullable SwitchState state(@Nullable JsonNode json, Instant now) {
        if (json == null || !json.isObject()) {
            return null;
        }
        OptionalDouble stored = Wire.number(json, "switchState");
        return stored.isEmpty()
                ? null
                : new SwitchState(
                        SwitchState.percentageOf(stored.getAsDouble()), Source.SYNC, instant(json, "timestamp", now));
    }

    private static Instant instant(JsonNode json, String field, Instant otherwise) {
        String text = Wire.text(json, field);
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException _) {
            return otherwise;
        }
    }

    private static List<Ability> abilities(@Nullable JsonNode list) {
        List<Ability> abilities = new ArrayList<>();
        for (JsonNode each : Wire.objects(list)) {
            String type = Wire.text(each, "type");
            if (type != null) {
                abilities.add(new Ability(
                        type,
                        Wire.flag(each, "enabled"),
                        Wire.flag(each, "syncedToCrownstone"),
                        properties(each.get("properties"))));
            }
        }
        return abilities;
    }

    private static Map<String, String> properties(@Nullable JsonNode list) {
        Map<String, String> properties = new HashMap<>();
        for (JsonNode each : Wire.objects(list)) {
            String type = Wire.text(each, "type");
            String value = Wire.scalar(each, "value");
            if (type != null && value != null) {
                properties.put(type, value);
            }
        }
        return properties;
    }
}
