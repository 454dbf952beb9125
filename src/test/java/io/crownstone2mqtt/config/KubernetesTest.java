package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/kubernetes.yaml} gives to the bridge, and expects of it. */
class KubernetesTest {
    private static final String SECRETS = "/run/secrets/crownstone2mqtt/";

    @TempDir
    Path folder;

    private final String manifest = read();

    private static String read() {
        try {
            return Files.readString(Path.of("docs/kubernetes.yaml"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itsConfigurationIsRight() {
        var settings = new LoaderFixture(folder)
                .withFile("crownstone-password", "secret\n")
                .withFile("mqtt-password", "mqtt secret\n")
                .withFile("http-password", "http secret\n")
                .load(configuration().replace(SECRETS, ""));

        assertThat(settings.cloud().accounts()).hasSize(1);
        assertThat(settings.mqtt().password()).extracting(Secret::reveal).isEqualTo("mqtt secret");
    }

    @Test
    void theProbesReachTheBridge() {
        var http = new LoaderFixture(folder)
                .withFile("crownstone-password", "secret\n")
                .withFile("mqtt-password", "mqtt secret\n")
                .withFile("http-password", "http secret\n")
                .load(configuration().replace(SECRETS, ""))
                .http();

        assertThat(http.enabled()).isTrue();
        assertThat(http.host()).as("heard outside the container").isEqualTo("0.0.0.0");
        assertThat(manifest).contains("containerPort: " + http.port() + " ");
    }

    @Test
    void itsSecretsAreWhereTheConfigurationLooksForThem() {
        assertThat(manifest).contains("mountPath: " + SECRETS.replaceAll("/$", ","));
        assertThat(configuration())
                .contains(SECRETS + "crownstone-password", SECRETS + "mqtt-password", SECRETS + "http-password");
        assertThat(manifest).contains("  crownstone-password: ", "  mqtt-password: ", "  http-password: ");
    }

    @Test
    void thereIsNeverASecondBridge() {
        assertThat(manifest).contains("replicas: 1\n", "strategy: { type: Recreate }\n");
    }

    private String configuration() {
        var block = Pattern.compile("(?m)^  application\\.conf: \\|\\n((?:    .*\\n)+)")
                .matcher(manifest);
        assertThat(block.find()).as("application.conf in the ConfigMap").isTrue();
        return block.group(1);
    }
}
