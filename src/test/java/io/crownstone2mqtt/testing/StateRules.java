package io.crownstone2mqtt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the topics that an entity names hold what Home Assistant understands. */
final class StateRules {
    /** All but {@code icon}, which Crownstones have for other readers and which Home Assistant drops without harm. */
    private static final Set<String> BLOCKED = Set.of(
            "assumed_state",
            "available",
            "device_class",
            "device_info",
            "entity_category",
            "entity_picture",
            "entity_registry_enabled_default",
            "extra_state_attributes",
            "force_update",
            "friendly_name",
            "should_poll",
            "state",
            "supported_features",
            "unique_id",
            "unit_of_measurement",
            "brightness",
            "color_mode");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AnnouncedEntity entity;
    private final Map<String, String> retained;
    private final List<String> problems = new ArrayList<>();

    private StateRules(AnnouncedEntity entity, Map<String, String> retained) {
        this.entity = entity;
        this.retained = retained;
    }

    static List<String> problemsOf(AnnouncedEntity entity, Map<String, String> retained) {
        StateRules rules = new StateRules(entity, retained);
        rules.state();
        rules.attributes();
        return rules.problems;
    }

    private void state() {
        String topic = entity.text("state_topic");
        if (topic.isEmpty()) {
            return;
        }
        String payload = retained.get(topic);
        if (entity.platform().equals("event")) {
            require(payload == null, "an event that is retained happens again at every restart: " + topic);
            return;
        }
        if (payload == null) {
            // Neither the plain value of a Crownstone that has never been heard is known, nor power from one reading.
            boolean mayBeUnknown = entity.platform().equals("switch")
                    || entity.text("device_class").equals("power");
            require(mayBeUnknown, "nothing is retained on its state topic " + topic);
            return;
        }
        switch (entity.platform()) {
            case "light" -> light(object(topic, payload));
            case "switch", "binary_sensor" ->
                oneOf(
                        topic,
                        payload,
                        entity.json().path("payload_on").asString("ON"),
                        entity.json().path("payload_off").asString("OFF"));
            case "device_tracker" -> oneOf(topic, payload, "home", "not_home");
            case "sensor" -> sensor(topic, payload);
            default -> {}
        }
    }

    private void require(boolean right, String problem) {
        if (!right) {
            problems.add(problem);
        }
    }

    private void oneOf(String topic, String payload, String... values) {
        require(List.of(values).contains(payload), topic + " holds " + payload + ", none of " + List.of(values));
    }

    private JsonNode object(String topic, String payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            require(json.isObject(), topic + " does not hold a JSON object");
            return json;
        } catch (JacksonException _) {
            problems.add(topic + " does not hold JSON");
            return JSON.missingNode();
        }
    }

    /** A state without {@code state} is lost as a whole; openHAB wants whole numbers. */
    private void light(JsonNode json) {
        JsonNode state = json.path("state");
        String text = state.asString("");
        require(state.isNull() || text.equals("ON") || text.equals("OFF"), "its state is " + state);
        JsonNode brightness = json.path("brightness");
        boolean dims = entity.json().path("brightness").asBoolean(false);
        int least = text.equals("ON") ? 1 : 0;
        int most = text.equals("ON") ? 100 : 0;
        boolean right = brightness.isInt() && brightness.intValue() >= least && brightness.intValue() <= most;
        require(
                (dims && !state.isNull()) ? right : brightness.isMissingNode(),
                "its brightness is " + brightness + " when it is " + state);
    }

    private void sensor(String topic, String payload) {
        if (entity.json().has("state_class") || entity.json().has("unit_of_measurement")) {
            String template = entity.text("value_template");
            JsonNode value = template.isEmpty() ? plain(payload) : picked(template, object(topic, payload));
            require(value.isNumber(), topic + " holds no number: " + payload);
        }
    }

    private static JsonNode plain(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    private static JsonNode picked(String template, JsonNode json) {
        return json.path(template.replaceAll("^\\{\\{ value_json\\.([a-z_]+) }}$", "$1"));
    }

    private void attributes() {
        String topic = entity.text("json_attributes_topic");
        if (topic.isEmpty()) {
            return;
        }
        String payload = retained.get(topic);
        if (payload == null) {
            problems.add("nothing is retained on its attributes topic " + topic);
            return;
        }
        JsonNode json = object(topic, payload);
        json.propertyNames().stream()
                .filter(BLOCKED::contains)
                .forEach(name -> problems.add("Home Assistant drops the attribute " + name));
        if (entity.platform().equals("device_tracker")) {
            boolean home = "home".equals(retained.get(entity.text("state_topic")));
            require(json.path("in_zones").isArray(), "in_zones is no list");
            require(json.path("in_zones").isEmpty() != home, "in_zones says otherwise than the state");
        }
    }
}
