package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crownstone2mqtt.config.Settings.DiscoveryFormat;
import io.crownstone2mqtt.config.Settings.EntityIds;
import io.crownstone2mqtt.config.Settings.NonDimmable;
import io.crownstone2mqtt.config.Settings.TopicStyle;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    /** SHA-1 of "secret". */
    private static final String HASH = "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4";

    @TempDir
    Path folder;

    @Test
    void hasTheDefaultsOfTheManual() {
        var settings = LoaderFixture.withAccount(folder).loadWithoutFile();

        assertThat(settings.cloud().url()).isEqualTo(URI.create("https://cloud.ownstone.org/api"));
        assertThat(settings.cloud().eventsUrl()).isEqualTo(URI.create("https://events.ownstone.org/sse"));
        assertThat(settings.cloud().resyncInterval()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.cloud().requestTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.cloud().offlineGrace()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.cloud().spheres()).isEqualTo(new Settings.Spheres(List.of(), List.of()));
        assertThat(settings.command())
                .isEqualTo(new Settings.Command(
                        Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMillis(300), Duration.ofMillis(20)));
        assertThat(settings.mqtt())
                .isEqualTo(new Settings.Mqtt(
                        URI.create("mqtt://localhost:1883"),
                        null,
                        null,
                        "crownstone2mqtt",
                        "crownstone2mqtt",
                        TopicStyle.NAME,
                        Duration.ofSeconds(30),
                        new Settings.Tls(null, null, null, true)));
        assertThat(settings.homeAssistant())
                .isEqualTo(new Settings.HomeAssistant(
                        true,
                        "homeassistant",
                        DiscoveryFormat.COMPONENT,
                        "homeassistant/status",
                        NonDimmable.SWITCH,
                        EntityIds.CROWNSTONE2MQTT));
        assertThat(settings.presence()).isEqualTo(new Settings.Presence(true, true, Duration.ofMinutes(3)));
        assertThat(settings.http())
                .isEqualTo(new Settings.Http(false, "127.0.0.1", 8099, null, null, List.of(), false));
    }

    @Test
    void readsEveryKey() {
        var settings = new LoaderFixture(folder)
                .withFile("ca.pem", "x")
                .withFile("me.pem", "x")
                .withFile("me.key", "x")
                .withFile("mqtt.txt", "mqtt secret\n")
                .withFile("http.txt", "http secret\n")
                .load("""
                crownstone2mqtt {
                  cloud {
                    url = "http://localhost:3000/api/"
                    events-url = "http://localhost:3001/sse"
                    accounts = [ { email = "ada@example.org", password = "secret" }
                                 { email = "max@example.org", password-sha1 = "E5E9FA1BA31ECD1AE84F75CAAA474F3A663F05F4" } ]
                    resync-interval = 2m, request-timeout = 5s, offline-grace = 0s
                    spheres { include = ["Home", "Büro"], exclude = [5f0000000000000000000001] }
                  }
                  command { expire-after = 1s, confirm-within = 2s, min-interval = 0s, batch-window = 5 ms }
                  mqtt {
                    url = "mqtts://broker.example.org:8883", username = bridge, password-file = mqtt.txt
                    client-id = "bridge 2", base-topic = "house/crownstone", topic-style = ID, keep-alive = 1m
                    tls { ca-file = ca.pem, certificate-file = me.pem, key-file = me.key, verify-hostname = no }
                  }
                  home-assistant { enabled = false, discovery-prefix = ha, discovery-format = device
                                   status-topic = "ha/birth", non-dimmable-as = light, entity-ids = crownstone }
                  presence { enabled = false, names = false }
                  http { enabled = true, host = "0.0.0.0", port = 80, username = me, password-file = http.txt
                         allowed-hosts = [nas.local], control = true }
                }
                """);

        assertThat(settings.cloud().url()).hasToString("http://localhost:3000/api");
        assertThat(settings.cloud().eventsUrl()).hasToString("http://localhost:3001/sse");
        assertThat(settings.cloud().accounts())
                .extracting(Settings.Account::email)
                .containsExactly("ada@example.org", "max@example.org");
        assertThat(settings.cloud().accounts())
                .extracting(account -> account.passwordSha1().reveal())
                .containsExactly(HASH, HASH);
        assertThat(settings.cloud().resyncInterval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.cloud().requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.cloud().offlineGrace()).isZero();
        assertThat(settings.cloud().spheres())
                .isEqualTo(new Settings.Spheres(List.of("Home", "Büro"), List.of("5f0000000000000000000001")));
        assertThat(settings.command())
                .isEqualTo(new Settings.Command(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO, Duration.ofMillis(5)));
        assertThat(settings.mqtt().url()).hasToString("mqtts://broker.example.org:8883");
        assertThat(settings.mqtt().username()).isEqualTo("bridge");
        assertThat(settings.mqtt().password())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("mqtt secret");
        assertThat(settings.mqtt().clientId()).isEqualTo("bridge 2");
        assertThat(settings.mqtt().baseTopic()).isEqualTo("house/crownstone");
        assertThat(settings.mqtt().topicStyle()).isEqualTo(TopicStyle.ID);
        assertThat(settings.mqtt().keepAlive()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.mqtt().tls())
                .isEqualTo(new Settings.Tls(
                        folder.resolve("ca.pem"), folder.resolve("me.pem"), folder.resolve("me.key"), false));
        assertThat(settings.homeAssistant())
                .isEqualTo(new Settings.HomeAssistant(
                        false, "ha", DiscoveryFormat.DEVICE, "ha/birth", NonDimmable.LIGHT, EntityIds.CROWNSTONE));
        assertThat(settings.presence()).isEqualTo(new Settings.Presence(false, false, Duration.ofMinutes(3)));
        var password = settings.http().password();
        assertThat(password).isNotNull().extracting(Secret::reveal).isEqualTo("http secret");
        assertThat(settings.http())
                .isEqualTo(new Settings.Http(true, "0.0.0.0", 80, "me", password, List.of("nas.local"), true));
    }

    @Test
    void prefersTheEnvironmentToTheFile() {
        var settings = LoaderFixture.withAccount(folder)
                .with("CROWNSTONE_CLOUD_URL", "http://env:1/api")
                .with("CROWNSTONE_EVENTS_URL", "http://env:2/sse")
                .with("MQTT_URL", "ws://env:3/mqtt")
                .with("MQTT_USERNAME", "env-user")
                .with("MQTT_PASSWORD", "env-password")
                .with("MQTT_BASE_TOPIC", "env-base")
                .load("""
                crownstone2mqtt {
                  cloud { url = "http://file/api", events-url = "http://file/sse"
                          accounts = [ { email = "max@example.org", password-file = "missing" }
                                       { email = "gus@example.org", password = "x" } ] }
                  mqtt { url = "mqtt://file", username = file, password-file = missing, base-topic = file }
                }
                """);

        assertThat(settings.cloud().url()).hasToString("http://env:1/api");
        assertThat(settings.cloud().eventsUrl()).hasToString("http://env:2/sse");
        assertThat(settings.cloud().accounts())
                .extracting(Settings.Account::email)
                .containsExactly("ada@example.org", "gus@example.org");
        assertThat(settings.cloud().accounts().getFirst().passwordSha1().reveal())
                .isEqualTo(HASH);
        assertThat(settings.mqtt().url()).hasToString("ws://env:3/mqtt");
        assertThat(settings.mqtt().username()).isEqualTo("env-user");
        assertThat(settings.mqtt().password())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("env-password");
        assertThat(settings.mqtt().baseTopic()).isEqualTo("env-base");
    }

    @Test
    void takesAnEmptyVariableForNotSet() {
        var settings = LoaderFixture.withAccount(folder)
                .with("CROWNSTONE_PASSWORD_FILE", "")
                .with("MQTT_URL", "")
                .with("MQTT_USERNAME", "")
                .with("EMPTY", "")
                .load("crownstone2mqtt.mqtt { url = \"mqtt://file\", base-topic = b, base-topic = ${?EMPTY} }");

        assertThat(settings.mqtt().url()).hasToString("mqtt://file");
        assertThat(settings.mqtt().username()).isNull();
        assertThat(settings.mqtt().baseTopic()).isEqualTo("b");
    }

    @Test
    void readsVariablesAndIncludesOfAFile() {
        var settings = new LoaderFixture(folder)
                .with("MY_PASSWORD", "secret")
                .withFile("accounts.conf", """
                crownstone2mqtt.cloud.accounts += { email = "ada@example.org", password = ${MY_PASSWORD} }
                """)
                .load("""
                include "accounts"
                crownstone2mqtt.mqtt.client-id = ${crownstone2mqtt.mqtt.base-topic}"-2" # of the default
                """);

        assertThat(settings.cloud().accounts().getFirst().passwordSha1().reveal())
                .isEqualTo(HASH);
        assertThat(settings.mqtt().clientId()).isEqualTo("crownstone2mqtt-2");
    }

    @Test
    void takesTheCredentialsOfSystemdWhenNothingElseGivesAPassword() {
        var fixture = new LoaderFixture(folder)
                .with("CREDENTIALS_DIRECTORY", folder.toString())
                .withFile("crownstone-password", "secret\n")
                .withFile("mqtt-password", "mqtt secret");

        var settings = fixture.with("CROWNSTONE_EMAIL", "ada@example.org")
                .with("MQTT_USERNAME", "bridge")
                .loadWithoutFile();
        assertThat(settings.cloud().accounts().getFirst().passwordSha1().reveal())
                .isEqualTo(HASH);
        assertThat(settings.mqtt().password())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("mqtt secret");

        var overridden = fixture.with("MQTT_PASSWORD", "from the environment").loadWithoutFile();
        assertThat(overridden.mqtt().password())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("from the environment");
    }

    @Test
    void keepsAPasswordAsItIsWritten() {
        var settings = LoaderFixture.withAccount(folder).load("crownstone2mqtt.mqtt { username = u, password = 0123 }");

        assertThat(settings.mqtt().password())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("0123");
    }

    @Test
    void takesAPasswordWithoutWhatFilesPutAroundIt() throws IOException {
        var fixture = LoaderFixture.withAccount(folder).with("MQTT_USERNAME", "\uFEFFu\r\n");
        Path file = folder.resolve("p");

        for (String content : List.of(" a b\r\n", "\uFEFF a b", "\uFEFF a b\n\n", " a b\r")) {
            fixture.withFile("p", content);
            assertThat(password(fixture.load("crownstone2mqtt.mqtt.password-file = p")))
                    .isEqualTo(" a b");
            assertThat(password(LoaderFixture.withAccount(folder)
                            .with("MQTT_USERNAME", "u")
                            .with("MQTT_PASSWORD", content)
                            .load("")))
                    .isEqualTo(" a b");
        }
        Files.write(file, "\uFEFFpä\r\n".getBytes(StandardCharsets.UTF_16LE));
        Settings settings = fixture.load("crownstone2mqtt.mqtt.password-file = p");
        assertThat(password(settings)).isEqualTo("pä");
        assertThat(settings.mqtt().username()).isEqualTo("u");
        assertThat(password(fixture.load("crownstone2mqtt.mqtt.password = \"a\\r\\n\"")))
                .isEqualTo("a");
    }

    private static @Nullable String password(Settings settings) {
        Secret password = settings.mqtt().password();
        return password == null ? null : password.reveal();
    }

    @Test
    void demandsNoLoginWhereNobodyListens() {
        var settings = LoaderFixture.withAccount(folder).load("crownstone2mqtt.http.host = \"0.0.0.0\"");

        assertThat(settings.http().enabled()).isFalse();
    }

    @Test
    void showsNeitherSecretsNorEmails() {
        var settings = LoaderFixture.withAccount(folder)
                .with("MQTT_USERNAME", "u")
                .with("MQTT_PASSWORD", "mqtt-secret")
                .loadWithoutFile();

        assertThat(settings.toString()).contains("***").doesNotContain("ada", "example.org", HASH, "mqtt-secret");
    }

    @Test
    void saysThatAnAccountIsMissing() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SettingsLoader.load(null, Map.of()))
                .withMessage(
                        "crownstone2mqtt.cloud.accounts: no Crownstone account is given; run crownstone2mqtt setup,"
                                + " set CROWNSTONE_EMAIL and"
                                + " CROWNSTONE_PASSWORD, or write accounts = [ { email = \"…\", password = \"…\" } ]");
    }

    @Test
    void saysThatTheFileIsMissing() {
        var missing = folder.resolve("missing.conf");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SettingsLoader.load(missing, Map.of()))
                .withMessage(missing + ": there is no such file; correct the path of the configuration file");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SettingsLoader.load(folder, Map.of()))
                .withMessage(folder + ": is a directory; name the configuration file in it");
    }
}
