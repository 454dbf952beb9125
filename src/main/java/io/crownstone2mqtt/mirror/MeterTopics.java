package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.mirror.homeassistant.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The topics of a Crownstone's energy meter, and its two sensors in Home Assistant. */
public final class MeterTopics {
    public static final String ENERGY = "energy";
    public static final String POWER = "power";

    /** So that an old average does not stand for ever where nothing is uploaded any more. */
    private static final Duration POWER_EXPIRES = Duration.ofHours(2);

    private final TopicScheme topics;

    MeterTopics(TopicScheme topics) {
        this.topics = topics;
    }

    List<Retained> states(@Nullable MeterValues meter, String path) {
        List<Retained> states = new ArrayList<>();
        if (meter != null && meter.energy() != null) {
            states.add(Retained.state(topics.of(path, ENERGY), meter.energy()));
        }
        if (meter != null && meter.power() != null) {
            states.add(Retained.state(topics.of(path, POWER), meter.power()));
        }
        return states;
    }

    /** What Home Assistant's Energy dashboard wants. */
    List<Component> entities(String path, String entityId) {
        ObjectNode energy = sensor(path, ENERGY, "kWh", "total_increasing");
        energy.put("suggested_display_precision", 2);
        ObjectNode power = sensor(path, POWER, "W", "measurement");
        power.put("suggested_display_precision", 1);
        power.put("expire_after", POWER_EXPIRES.toSeconds());
        return List.of(
                new Component("sensor", ENERGY, "Energy", entityId + "-energy", energy),
                new Component("sensor", POWER, "Power", entityId + "-power", power));
    }

    private ObjectNode sensor(String path, String what, String unit, String stateClass) {
        ObjectNode json = Component.members();
        json.put("state_topic", topics.of(path, what));
        json.put("device_class", what);
        json.put("unit_of_measurement", unit);
        json.put("state_class", stateClass);
        return json;
    }
}
