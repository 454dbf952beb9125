package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.MeterReading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what the second API answers about energy. */
final class EnergyParser {
    /** A reading from later than that would stand for the newest one for ever. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    private EnergyParser() {}

    static boolean permission(JsonReader json) {
        JsonNode answer = json.tree();
        if (!answer.isBoolean()) {
            throw Wire.unreadable("it is neither true nor false");
        }
        return answer.booleanValue();
    }

    static MeterReadings readings(JsonReader json) {
        Instant latest = json.date().plus(MOST_AHEAD);
        Map<CrownstoneId, NavigableMap<Instant, MeterReading>> found = new HashMap<>();
        json.requiredObjects("meter readings", each -> {
            CrownstoneId id = Wire.id(each, "stoneId", CrownstoneId::new);
            OptionalDouble joules = Wire.number(each, "energyUsage");
            Instant at = instant(each);
            if (id != null && joules.orElse(-1) >= 0 && at != null && !at.isAfter(latest)) {
                found.computeIfAbsent(id, _ -> new TreeMap<>()).put(at, new MeterReading(joules.getAsDouble(), at));
            }
        });
        Map<CrownstoneId, List<MeterReading>> readings = new HashMap<>();
        found.forEach((id, byTime) -> readings.put(id, new ArrayList<>(byTime.values())));
        return new MeterReadings(readings, json.date());
    }

    private static @Nullable Instant instant(JsonNode reading) {
        String text = Wire.text(reading, "timestamp");
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
