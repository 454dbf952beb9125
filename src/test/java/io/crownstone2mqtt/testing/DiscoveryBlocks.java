package io.crownstone2mqtt.testing;

import static io.crownstone2mqtt.testing.JsonRule.flag;
import static io.crownstone2mqtt.testing.JsonRule.listOf;
import static io.crownstone2mqtt.testing.JsonRule.matching;
import static io.crownstone2mqtt.testing.JsonRule.number;
import static io.crownstone2mqtt.testing.JsonRule.oneOf;
import static io.crownstone2mqtt.testing.JsonRule.text;
import static io.crownstone2mqtt.testing.JsonRule.textOrNull;
import static io.crownstone2mqtt.testing.JsonRule.topic;
import static io.crownstone2mqtt.testing.JsonRule.url;

/**
 * The blocks of discovery messages that are the same for all platforms, in the long spelling of keys. What Home Assistant
 * takes and this bridge never sends (abbreviations, {@code ~}, basic lights) is an error here.
 */
final class DiscoveryBlocks {
    static final JsonBlock DEVICE = JsonBlock.empty()
            .must("identifiers", listOf(text()))
            .must("name", text())
            .may("manufacturer", text())
            .may("model", text())
            .may("model_id", text())
            .may("hw_version", text())
            .may("sw_version", text())
            .may("serial_number", text())
            .may("suggested_area", text())
            .may("configuration_url", url())
            .may("via_device", text());

    static final JsonBlock ORIGIN =
            JsonBlock.empty().must("name", text()).may("sw_version", text()).may("support_url", url());

    private static final JsonBlock AVAILABILITY_ITEM = JsonBlock.empty()
            .must("topic", topic())
            .may("payload_available", text())
            .may("payload_not_available", text())
            .may("value_template", text());

    /** With {@code latest}, the default, the last word of any topic counts: a Crownstone would outlive its bridge. */
    static final JsonBlock AVAILABILITY =
            JsonBlock.empty().may("availability", listOf(AVAILABILITY_ITEM)).may("availability_mode", oneOf("all"));

    /** The root of a device message; older versions reject any key that came later. */
    static final JsonBlock DEVICE_ROOT = JsonBlock.empty()
            .with(AVAILABILITY)
            .must("device", DEVICE)
            .must("origin", ORIGIN)
            .must(
                    "components",
                    (value, findings) -> findings.addUnless(
                            value.isObject() && !value.isEmpty(),
                            "must be an object with at least one entity, not " + value))
            .may("command_topic", topic())
            .may("state_topic", topic())
            .may("encoding", text())
            .may("qos", number(0, 2));

    /** What every entity may have, in both formats. */
    static final JsonBlock ENTITY = JsonBlock.empty()
            .with(AVAILABILITY)
            .must("name", textOrNull())
            .must("unique_id", matching("[A-Za-z0-9_-]+"))
            .must("default_entity_id", matching("[a-z_]+\\.(?!_)(?!.*__)[a-z0-9_]+(?<!_)"))
            .may("enabled_by_default", flag())
            .may("encoding", text())
            .may("entity_category", oneOf("config", "diagnostic"))
            .may("entity_picture", text())
            .may("icon", matching("[a-z0-9-]+:[a-z0-9-]+"))
            .may("json_attributes_topic", topic())
            .may("json_attributes_template", text())
            .must("qos", number(0, 2));

    private DiscoveryBlocks() {}
}
