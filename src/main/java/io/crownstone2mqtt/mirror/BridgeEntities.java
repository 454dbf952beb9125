package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.mirror.homeassistant.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What Home Assistant shows of the bridge itself: all of it diagnostic, and off at first what is seldom of interest. */
final class BridgeEntities {
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final TopicScheme topics;

    BridgeEntities(TopicScheme topics) {
        this.topics = topics;
    }

    List<Component> of(MirrorSource.Monitor monitor) {
        List<Component> all = new ArrayList<>(List.of(connection(), button("resync", "Resync", "mdi:cloud-sync")));
        boolean one = monitor.accounts().size() == 1;
        for (MirrorSource.AccountLink account : monitor.accounts()) {
            String which = one ? "" : ", account " + account.number();
            all.add(link(account.number(), "cloud", "Cloud" + which));
            all.add(link(account.number(), "events", "Event stream" + which));
        }
        all.addAll(List.of(lastSync(), problems(), version(), failedCommand(), logLevel(), restart()));
        return all;
    }

    private Component connection() {
        return online("connection", "Connection", topics.bridgeState());
    }

    private Component link(int account, String leaf, String name) {
        return online(leaf + "_" + account, name, topics.account(account, leaf));
    }

    private static Component online(String key, String name, String topic) {
        ObjectNode json = diagnostic();
        json.put("state_topic", topic);
        json.put("payload_on", "online");
        json.put("payload_off", "offline");
        json.put("device_class", "connectivity");
        return entity("binary_sensor", key, name, json);
    }

    private Component lastSync() {
        ObjectNode json = seldomLookedAt();
        json.put("state_topic", topics.bridgeInfo());
        json.put("value_template", "{{ value_json.last_sync }}");
        json.put("device_class", "timestamp");
        return entity("sensor", "last_sync", "Last sync", json);
    }

    private Component problems() {
        ObjectNode json = diagnostic();
        json.put("state_topic", topics.problems());
        json.put("value_template", "{{ value_json.count }}");
        json.put("json_attributes_topic", topics.problems());
        json.put("state_class", "measurement");
        json.put("icon", "mdi:alert-circle-outline");
        return entity("sensor", "problems", "Problems", json);
    }

    /** Says which version runs; which is the newest the bridge does not know, and it cannot install one. */
    private Component version() {
        ObjectNode json = diagnostic();
        json.put("state_topic", topics.bridgeInfo());
        json.put(
                "value_template",
                "{{ {'installed_version': value_json.version, 'latest_version': value_json.version} | tojson }}");
        return entity("update", "version", "Version", json);
    }

    private Component failedCommand() {
        ObjectNode json = diagnostic();
        json.put("state_topic", topics.bridgeEvent());
        Stream.of(CommandResult.Status.values())
                .filter(CommandResult.Status::isFailure)
                .forEach(status -> json.withArray("event_types").add(status.text()));
        json.put("icon", "mdi:flash-alert");
        return entity("event", "failed_command", "Failed command", json);
    }

    private Component logLevel() {
        ObjectNode json = seldomLookedAt();
        json.put("entity_category", "config");
        json.put("state_topic", topics.logLevel());
        json.put("command_topic", topics.request("log-level"));
        LOG_LEVELS.forEach(level -> json.withArray("options").add(level));
        return entity("select", "log_level", "Log level", json);
    }

    private Component restart() {
        Component button = button("restart", "Restart", "mdi:restart");
        button.options().put("enabled_by_default", false);
        return button;
    }

    private Component button(String request, String name, String icon) {
        ObjectNode json = diagnostic();
        json.put("command_topic", topics.request(request));
        json.put("icon", icon);
        return entity("button", request, name, json);
    }

    private static ObjectNode diagnostic() {
        return Component.members().put("entity_category", "diagnostic");
    }

    private static ObjectNode seldomLookedAt() {
        return diagnostic().put("enabled_by_default", false);
    }

    private static Component entity(String platform, String key, String name, ObjectNode json) {
        return new Component(platform, key, name, "crownstone_bridge_" + key, json);
    }
}
