package io.crownstone2mqtt.testing;

import static io.crownstone2mqtt.testing.JsonRule.flag;
import static io.crownstone2mqtt.testing.JsonRule.listOf;
import static io.crownstone2mqtt.testing.JsonRule.number;
import static io.crownstone2mqtt.testing.JsonRule.oneOf;
import static io.crownstone2mqtt.testing.JsonRule.only;
import static io.crownstone2mqtt.testing.JsonRule.text;
import static io.crownstone2mqtt.testing.JsonRule.topic;

import java.util.Map;
import java.util.Set;

/** The platforms that this bridge uses, with their own keys and values, as Home Assistant 2025.4 to 2026.11 know them. */
final class DiscoveryPlatforms {
    /** Home Assistant ignores a discovery topic of any other component. */
    static final Set<String> SUPPORTED = Set.of(
            "alarm_control_panel",
            "binary_sensor",
            "button",
            "camera",
            "climate",
            "cover",
            "date",
            "datetime",
            "device_automation",
            "device_tracker",
            "event",
            "fan",
            "humidifier",
            "image",
            "infrared",
            "lawn_mower",
            "light",
            "lock",
            "notify",
            "number",
            "scene",
            "siren",
            "select",
            "sensor",
            "switch",
            "tag",
            "text",
            "time",
            "update",
            "vacuum",
            "valve",
            "water_heater");

    private static final int YEAR = 31_536_000;

    private static final JsonBlock SWITCH = DiscoveryBlocks.ENTITY
            .must("command_topic", topic())
            .must("state_topic", topic())
            .may("payload_on", text())
            .may("payload_off", text())
            .may("state_on", text())
            .may("state_off", text())
            .may("value_template", text())
            .may("device_class", oneOf("outlet", "switch"))
            .may("optimistic", only(false))
            .may("retain", only(false));

    /** A JSON light has neither value template nor payloads; flash and transition would be offered and could not be done. */
    private static final JsonBlock LIGHT = DiscoveryBlocks.ENTITY
            .must("schema", oneOf("json"))
            .must("command_topic", topic())
            .must("state_topic", topic())
            .may("brightness", flag())
            .may("brightness_scale", number(1, 255))
            .must("supported_color_modes", listOf(oneOf("onoff", "brightness")))
            .must("flash", only(false))
            .must("transition", only(false))
            .may("effect", only(false))
            .may("optimistic", only(false))
            .may("retain", only(false));

    private static final JsonBlock SENSOR = DiscoveryBlocks.ENTITY
            .must("state_topic", topic())
            .may("value_template", text())
            .may(
                    "device_class",
                    oneOf(
                            "battery",
                            "duration",
                            "energy",
                            "enum",
                            "power",
                            "signal_strength",
                            "temperature",
                            "timestamp"))
            .may("unit_of_measurement", text())
            .may("state_class", oneOf("measurement", "total", "total_increasing"))
            .may("suggested_display_precision", number(0, 9))
            .may("options", listOf(text()))
            .may("last_reset_value_template", text())
            .may("expire_after", number(0, YEAR))
            .may("force_update", flag());

    private static final JsonBlock BINARY_SENSOR = DiscoveryBlocks.ENTITY
            .must("state_topic", topic())
            .may("payload_on", text())
            .may("payload_off", text())
            .may("value_template", text())
            .may("device_class", oneOf("connectivity", "occupancy", "presence", "problem", "running"))
            .may("off_delay", number(1, YEAR))
            .may("expire_after", number(0, YEAR))
            .may("force_update", flag());

    /** The state decides home or away; only the attributes' {@code in_zones} makes the zone count somebody. */
    private static final JsonBlock DEVICE_TRACKER = DiscoveryBlocks.ENTITY
            .must("state_topic", topic())
            .must("json_attributes_topic", topic())
            .may("payload_home", text())
            .may("payload_not_home", text())
            .may("payload_reset", text())
            .may("value_template", text())
            .must("source_type", oneOf("gps", "router", "bluetooth", "bluetooth_le"));

    private static final JsonBlock BUTTON = DiscoveryBlocks.ENTITY
            .must("command_topic", topic())
            .may("payload_press", text())
            .may("device_class", oneOf("restart", "update", "identify"))
            .may("retain", only(false));

    private static final JsonBlock SCENE = DiscoveryBlocks.ENTITY
            .must("command_topic", topic())
            .may("payload_on", text())
            .may("retain", only(false));

    private static final JsonBlock SELECT = DiscoveryBlocks.ENTITY
            .must("command_topic", topic())
            .must("state_topic", topic())
            .must("options", listOf(text()))
            .may("value_template", text())
            .may("command_template", text())
            .may("optimistic", only(false))
            .may("retain", only(false));

    private static final JsonBlock EVENT = DiscoveryBlocks.ENTITY
            .must("state_topic", topic())
            .must("event_types", listOf(text()))
            .may("value_template", text())
            .may("device_class", oneOf("button", "doorbell", "motion"));

    /** Without a command topic nothing can be installed. */
    private static final JsonBlock UPDATE = DiscoveryBlocks.ENTITY
            .must("state_topic", topic())
            .may("value_template", text())
            .may("latest_version_topic", topic())
            .may("title", text())
            .may("device_class", oneOf("firmware"));

    static final Map<String, JsonBlock> BY_NAME = Map.of(
            "select", SELECT,
            "event", EVENT,
            "update", UPDATE,
            "switch", SWITCH,
            "light", LIGHT,
            "sensor", SENSOR,
            "binary_sensor", BINARY_SENSOR,
            "device_tracker", DEVICE_TRACKER,
            "button", BUTTON,
            "scene", SCENE);

    private DiscoveryPlatforms() {}
}
