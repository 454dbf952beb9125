package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigObject;
import java.time.Duration;

/** Reads all blocks, in the order in which problems are reported. */
record SettingsReader(Environment environment, Report report, KnownKeys knownKeys) {
    Settings read(ConfigObject values, ConfigObject defaults) {
        var root = new Section(values, defaults, environment, report);
        var top = root.child("crownstone2mqtt");
        var mqtt = top.child("mqtt");
        var settings = new Settings(
                new CloudReader(environment, report, knownKeys).read(top.child("cloud")),
                command(top.child("command")),
                new MqttReader(environment, report, knownKeys).read(mqtt),
                homeAssistant(top.child("home-assistant")),
                presence(top.child("presence")),
                new HttpReader(environment, report, knownKeys).read(top.child("http")));
        top.refuseOthers(knownKeys);
        root.refuseOthers(knownKeys);
        checkTopics(mqtt, settings);
        return settings;
    }

    /** What is wrong elsewhere, or with the login, does not matter: whoever asks may not be allowed to read passwords. */
    HealthSettings readForHealth(ConfigObject values, ConfigObject defaults) {
        var mqtt = new Section(values, defaults, environment, report)
                .child("crownstone2mqtt")
                .child("mqtt");
        var unread = new Report();
        var http = new Section(values, defaults, environment, unread)
                .child("crownstone2mqtt")
                .child("http");
        return new HealthSettings(
                mqtt.get("url", "MQTT_URL", BrokerUrl::parse),
                mqtt.get("client-id", Topics::clientId),
                mqtt.get("base-topic", "MQTT_BASE_TOPIC", Topics::prefix),
                new HttpReader(environment, unread, knownKeys).read(http));
    }

    /** No account is needed, and what is wrong elsewhere does not matter. */
    BrokerSettings readForBroker(ConfigObject values, ConfigObject defaults) {
        var top = new Section(values, defaults, environment, report).child("crownstone2mqtt");
        return new BrokerSettings(
                new MqttReader(environment, report, knownKeys).read(top.child("mqtt")),
                top.child("home-assistant").get("discovery-prefix", Topics::prefix));
    }

    private Settings.Command command(Section block) {
        var deadline = Values.duration(Duration.ofMillis(100), Duration.ofMinutes(10));
        var command = new Settings.Command(
                block.get("expire-after", deadline),
                block.get("confirm-within", deadline),
                block.get("min-interval", Values.duration(Duration.ZERO, Duration.ofMinutes(1))),
                block.get("batch-window", Values.duration(Duration.ZERO, Duration.ofSeconds(1))));
        block.refuseOthers(knownKeys);
        return command;
    }

    private Settings.HomeAssistant homeAssistant(Section block) {
        var homeAssistant = new Settings.HomeAssistant(
                block.get("enabled", Values::bool),
                block.get("discovery-prefix", Topics::prefix),
                block.get("discovery-format", Values.oneOf(Settings.DiscoveryFormat.class)),
                block.get("status-topic", Topics::topic),
                block.get("non-dimmable-as", Values.oneOf(Settings.NonDimmable.class)),
                block.get("entity-ids", Values.oneOf(Settings.EntityIds.class)));
        block.refuseOthers(knownKeys);
        return homeAssistant;
    }

    private Settings.Presence presence(Section block) {
        var presence = new Settings.Presence(
                block.get("enabled", Values::bool),
                block.get("names", Values::bool),
                block.get("interval", Values.duration(Duration.ofSeconds(1), Duration.ofHours(24))));
        block.refuseOthers(knownKeys);
        return presence;
    }

    /** Under one name the states of the home and the discovery of Home Assistant could not be told apart. */
    private static void checkTopics(Section mqtt, Settings settings) {
        if (settings.homeAssistant().discoveryPrefix().equals(settings.mqtt().baseTopic())) {
            mqtt.problem("base-topic", "is the same as home-assistant.discovery-prefix; choose another base topic");
        }
    }
}
