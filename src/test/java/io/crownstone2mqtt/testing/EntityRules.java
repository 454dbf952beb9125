package io.crownstone2mqtt.testing;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What must hold between the members of one entity. */
final class EntityRules {
    private static final Map<String, Set<String>> UNITS = Map.of(
            "battery", Set.of("%"),
            "duration", Set.of("ms", "s", "min", "h", "d"),
            "energy", Set.of("Wh", "kWh"),
            "power", Set.of("W", "kW"),
            "signal_strength", Set.of("dB", "dBm"),
            "temperature", Set.of("°C"));

    private EntityRules() {}

    static void check(String platform, JsonNode entity, String device, Findings findings) {
        String entityId = entity.path("default_entity_id").asString("");
        findings.addUnless(entityId.startsWith(platform + "."), entityId + " is not of the domain " + platform);
        repeatedDevice(entity, device, findings);
        switch (platform) {
            case "light" -> light(entity, findings);
            case "sensor" -> sensor(entity, findings);
            case "binary_sensor" -> {
                differ(entity, "payload_on", "ON", "payload_off", "OFF", findings);
                readOnly(entity, findings);
            }
            case "switch" -> differ(entity, "payload_on", "ON", "payload_off", "OFF", findings);
            case "device_tracker" -> differ(entity, "payload_home", "home", "payload_not_home", "not_home", findings);
            default -> {}
        }
    }

    /** Home Assistant puts the device's name before the entity's. */
    private static void repeatedDevice(JsonNode entity, String device, Findings findings) {
        findings.addUnless(
                device.isEmpty() || !entity.path("name").asString("").startsWith(device),
                "the entity's name repeats the device's");
    }

    private static void light(JsonNode light, Findings findings) {
        JsonNode modes = light.path("supported_color_modes");
        boolean dims = modes.valueStream().anyMatch(mode -> mode.asString("").equals("brightness"));
        findings.addUnless(modes.size() == 1, "onoff and brightness must each stand alone");
        findings.addUnless(
                light.path("brightness").asBoolean(false) == dims, "brightness must say the same as the colour modes");
        findings.addUnless(light.has("brightness_scale") == dims, "brightness_scale belongs to brightness");
        findings.addUnless(
                !dims || light.path("brightness_scale").asInt(255) == 100, "brightness_scale must be the cloud's 100");
    }

    private static void sensor(JsonNode sensor, Findings findings) {
        readOnly(sensor, findings);
        String deviceClass = sensor.path("device_class").asString("");
        Set<String> units = UNITS.get(deviceClass);
        if (units != null) {
            String unit = sensor.path("unit_of_measurement").asString("");
            findings.addUnless(units.contains(unit), "the unit of " + deviceClass + " is one of " + units);
        }
        boolean wordy = deviceClass.equals("enum") || deviceClass.equals("timestamp");
        findings.addUnless(
                !wordy || !(sensor.has("unit_of_measurement") || sensor.has("state_class")),
                deviceClass + " has neither unit nor state class");
        findings.addUnless(
                sensor.has("options") == deviceClass.equals("enum"),
                "options and the device class enum need each other");
        findings.addUnless(
                !sensor.has("last_reset_value_template")
                        || sensor.path("state_class").asString("").equals("total"),
                "last_reset_value_template needs the state class total");
    }

    private static void readOnly(JsonNode entity, Findings findings) {
        findings.addUnless(
                !entity.path("entity_category").asString("").equals("config"), "what cannot be set is no config");
    }

    private static void differ(
            JsonNode entity, String one, String ofOne, String other, String ofOther, Findings findings) {
        findings.addUnless(
                !entity.path(one).asString(ofOne).equals(entity.path(other).asString(ofOther)),
                one + " and " + other + " are the same");
    }
}
