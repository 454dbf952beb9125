package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code reference.conf} is the manual: it names everything there is, and nothing else. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("src/main/resources/reference.conf");

    @Test
    void namesExactlyTheKeysOfTheSettings() {
        var expected = new TreeSet<String>();
        collectComponents("crownstone2mqtt.", Settings.class, expected);
        expected.add("crownstone2mqtt.mqtt.password-file");
        expected.add("crownstone2mqtt.http.password-file");

        var documented = new TreeSet<String>();
        collectKeys("", Defaults.values(), documented);
        assertThat(documented).isEqualTo(expected);
    }

    private static void collectComponents(String prefix, Class<?> type, Set<String> paths) {
        for (var component : type.getRecordComponents()) {
            var name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collectComponents(prefix + name + ".", component.getType(), paths);
            } else {
                paths.add(prefix + name);
            }
        }
    }

    private static void collectKeys(String prefix, ConfigObject object, Set<String> paths) {
        object.forEach((key, value) -> {
            if (value instanceof ConfigObject block) {
                collectKeys(prefix + key + ".", block, paths);
            } else {
                paths.add(prefix + key);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "password",
                "password-file",
                "password-sha1",
                "CROWNSTONE_CLOUD_URL",
                "CROWNSTONE_EVENTS_URL",
                "CROWNSTONE_EMAIL",
                "CROWNSTONE_PASSWORD",
                "CROWNSTONE_PASSWORD_FILE",
                "MQTT_URL",
                "MQTT_USERNAME",
                "MQTT_PASSWORD",
                "MQTT_PASSWORD_FILE",
                "MQTT_BASE_TOPIC",
                "HTTPS_PROXY",
                "HTTP_PROXY",
                "NO_PROXY",
                "crownstone-password",
                "mqtt-password",
                "CROWNSTONE2MQTT_HTTP_PASSWORD",
                "CROWNSTONE2MQTT_HTTP_PASSWORD_FILE",
                "http-password"
            })
    void explainsWhatIsNoKeyOfABlock(String name) throws IOException {
        assertThat(Files.readString(REFERENCE, StandardCharsets.UTF_8)).containsPattern("[\\s\"]" + name + "[\\s\"]");
    }
}
