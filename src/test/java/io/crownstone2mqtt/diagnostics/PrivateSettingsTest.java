package io.crownstone2mqtt.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PrivateSettingsTest {
    private final Settings settings = SettingsLoader.load(
            null,
            Map.of(
                    "CROWNSTONE_EMAIL", "ada@example.org",
                    "CROWNSTONE_PASSWORD", "hidden-1",
                    "MQTT_USERNAME", "bridge-of-ada",
                    "MQTT_PASSWORD", "hidden-2",
                    "MQTT_URL", "mqtt://broker.example.org"));

    private final JsonNode json = ConfigurationJson.of(settings);

    @Test
    void tellsOfPrivateValuesOnlyThatTheyAreGiven() {
        for (String pointer : new String[] {
            "/cloud/accounts/0/email", "/cloud/accounts/0/password-sha1", "/mqtt/username", "/mqtt/password"
        }) {
            assertThat(json.at(pointer).asString()).as(pointer).isEqualTo("***");
        }
        assertThat(json.at("/http/password").isNull()).isTrue();
        assertThat(json.toString())
                .doesNotContain(
                        "ada",
                        "hidden",
                        settings.cloud().accounts().getFirst().passwordSha1().reveal());
    }

    @Test
    void showsTheRestAsItIsInForce() {
        assertThat(json.at("/mqtt/url").asString()).isEqualTo("mqtt://broker.example.org");
        assertThat(json.at("/mqtt/topic-style").asString()).isEqualTo("name");
        assertThat(json.at("/mqtt/tls/verify-hostname").asBoolean()).isTrue();
        assertThat(json.at("/cloud/spheres/include").isArray()).isTrue();
        assertThat(json.at("/cloud/proxy").asString()).isEqualTo("none");
        assertThat(json.at("/http/port").asInt()).isEqualTo(8099);
    }

    @Test
    void replacesHostsAndUserNamesElsewhere() {
        var names = new Pseudonyms();
        new PrivateSettings(names).add(settings);
        var redaction = new Redaction(names, new TopicShape("c2m", "homeassistant"));

        assertThat(redaction.text("bridge-of-ada, broker.example.org, hidden-2, ada@example.org"))
                .startsWith("broker-user, broker-host, ***, ")
                .doesNotContain("ada", "example");
    }
}
