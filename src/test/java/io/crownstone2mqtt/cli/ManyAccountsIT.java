package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatedHome;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A bridge for a whole house, with an account for each flat. */
@ExtendWith(HiveMqExtension.class)
class ManyAccountsIT {
    private static final int ACCOUNTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void allAreLoggedOutInTimeThoughTheCloudIsSlow(HiveMqBroker broker) throws IOException {
        SimulatedHome home = new SimulatedHome();
        for (int i = 0; i < ACCOUNTS; i++) {
            home.addSphere("Flat " + i)
                    .member(home.addAccount("flat" + i + "@example.com", "x" + i, "Ada", "No " + i), SphereRole.ADMIN);
        }
        Path file = Files.writeString(folder.resolve("a.conf"), """
                crownstone2mqtt.mqtt { base-topic = many-accounts, client-id = many-accounts }
                crownstone2mqtt.home-assistant.enabled = false
                crownstone2mqtt.cloud.accounts = [ %s ]
                """.formatted(IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> "{ email = \"flat%d@example.com\", password = x%d }".formatted(i, i))
                .collect(Collectors.joining(", "))));
        try (SimulatedCloud cloud = SimulatedCloud.start(home)) {
            Settings settings = SettingsLoader.load(
                    file,
                    Map.of(
                            "CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString(),
                            "CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString(),
                            "MQTT_URL", broker.url().toString()));
            long begin;
            try (Daemon daemon = Daemon.start(settings, _ -> {})) {
                await().atMost(PATIENCE).until(() -> daemon.health().ready());
                assertThat(cloud.aliveTokens()).isEqualTo(ACCOUNTS);
                cloud.faults().latency(Duration.ofMillis(800));
                begin = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
            assertThat(cloud.aliveTokens()).isZero();
        }
    }
}
