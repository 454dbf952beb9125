package io.crownstone2mqtt.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the block {@code mqtt}. */
record MqttReader(Environment environment, Report report, KnownKeys knownKeys) {
    private static final Passwords.Names PASSWORD =
            new Passwords.Names("MQTT_PASSWORD", "MQTT_PASSWORD_FILE", "mqtt-password");

    Settings.Mqtt read(Section mqtt) {
        var url = mqtt.get("url", "MQTT_URL", BrokerUrl::parse);
        var username = username(mqtt);
        var settings = new Settings.Mqtt(
                url,
                username,
                password(mqtt, username),
                mqtt.get("client-id", Topics::clientId),
                mqtt.get("base-topic", "MQTT_BASE_TOPIC", Topics::prefix),
                mqtt.get("topic-style", Values.oneOf(Settings.TopicStyle.class)),
                mqtt.get("keep-alive", Values.duration(Duration.ofSeconds(5), Duration.ofHours(18))),
                tls(mqtt.child("tls"), url));
        mqtt.refuseOthers(knownKeys);
        return settings;
    }

    private static @Nullable String username(Section mqtt) {
        var entry = mqtt.find("username", "MQTT_USERNAME");
        return entry == null ? null : mqtt.parse(entry, Values::notBlank);
    }

    private @Nullable Secret password(Section mqtt, @Nullable String username) {
        return switch (new Passwords(environment, report).find(mqtt, PASSWORD, false)) {
            case null -> null;
            case Passwords.Found.Plain(var password) -> {
                if (username == null) {
                    mqtt.problem("password", "is given without a user name; set username, or MQTT_USERNAME");
                }
                yield password;
            }
            case Passwords.Found.Sha1 _, Passwords.Found.Unusable _ -> null;
        };
    }

    private Settings.Tls tls(Section block, URI url) {
        return new TlsReader(report, knownKeys)
                .read(
                        block,
                        BrokerUrl.isEncrypted(url)
                                ? null
                                : "has no effect with " + url.getScheme() + "://; use mqtts:// or wss:// in mqtt.url");
    }
}
