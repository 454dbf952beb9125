package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthSettingsTest {
    @TempDir
    private Path folder;

    private HealthSettings load(String hocon, Map<String, String> environment) throws IOException {
        return SettingsLoader.loadForHealth(Files.writeString(folder.resolve("a.conf"), hocon), environment);
    }

    @Test
    void needsNeitherAnAccountNorPasswords() throws IOException {
        var settings = load("""
                crownstone2mqtt.mqtt { client-id = bridge2, username = u, password-file = "/no/such/file" }
                crownstone2mqtt.http { enabled = true, port = 9000, username = me, password-file = "/no/such/file" }
                """, Map.of("MQTT_BASE_TOPIC", "house"));

        assertThat(settings.clientId()).isEqualTo("bridge2");
        assertThat(settings.baseTopic()).isEqualTo("house");
        assertThat(settings.http().enabled()).isTrue();
        assertThat(settings.http().port()).isEqualTo(9000);
        assertThat(settings.http().password()).isNull();
    }

    @Test
    void saysWhatIsWrongWithWhatItNeeds() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load("crownstone2mqtt.mqtt.base-topic = \"a/#\"", Map.of()))
                .withMessageContaining("crownstone2mqtt.mqtt.base-topic");
    }
}
