package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.Relay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code health} beside a bridge that runs. */
@ExtendWith(HiveMqExtension.class)
class HealthCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final TerminalFixture terminal = new TerminalFixture();

    @AfterEach
    void close() {
        terminal.close();
    }

    private void awaitHealth(URI broker) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Result result = terminal.run("health");
            assertThat(result.exitCode()).isEqualTo(ExitCode.SUCCESS);
            assertThat(result.out())
                    .startsWith("connected; 1 sphere, 10 Crownstones (crownstone2mqtt at " + broker + ", since 2")
                    .endsWith(", process " + ProcessHandle.current().pid() + ")\n");
            assertThat(result.err()).isEmpty();
        });
    }

    private void awaitTrouble(String pattern) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Result result = terminal.run("health");
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).containsPattern(pattern).hasLineCount(1);
        });
    }

    @Test
    void tellsHowTheBridgeDoes(HiveMqBroker hiveMq) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), """
                crownstone2mqtt.mqtt.base-topic = health-it
                crownstone2mqtt.home-assistant.enabled = false
                """);
        terminal.file(file).runtimeDirectory = folder;
        awaitTrouble("^crownstone2mqtt: no bridge with this broker, client id and base topic runs here");

        try (Relay broker = new Relay(hiveMq.url())) {
            Settings settings = SettingsLoader.load(file, terminal.broker(broker.url()).environment);
            try (Daemon daemon = Daemon.start(settings, _ -> {});
                    StatusSocket _ = listen(daemon)) {
                awaitHealth(broker.url());

                terminal.cloud.faults().stream().refuseConnections(true);
                terminal.cloud.faults().stream().cutAll();
                awaitTrouble("^crownstone2mqtt: no events from the cloud since 2");

                terminal.cloud.faults().stream().refuseConnections(false);
                awaitHealth(broker.url());

                broker.pointTo(URI.create("mqtt://127.0.0.1:1"));
                broker.cut();
                awaitTrouble("^crownstone2mqtt: not connected to the broker since 2");
            }
        }
        awaitTrouble("^crownstone2mqtt: no bridge ");
    }

    private StatusSocket listen(Daemon daemon) {
        return daemon.listen(
                LocalBridges.places(new ServiceEnvironment(null, null, folder)), new DiagnosticsRecord(List::of));
    }

    @Test
    void aBridgeWithTheSameClientIdAtAnotherBrokerIsNotMistakenForIt(HiveMqBroker hiveMq) throws IOException {
        Path file = Files.writeString(folder.resolve("b.conf"), """
                crownstone2mqtt.mqtt.base-topic = health-it
                crownstone2mqtt.home-assistant.enabled = false
                """);
        terminal.file(file).runtimeDirectory = folder;
        Settings settings = SettingsLoader.load(file, terminal.broker(hiveMq.url()).environment);
        try (Daemon daemon = Daemon.start(settings, _ -> {});
                StatusSocket _ = listen(daemon)) {
            awaitHealth(hiveMq.url());

            terminal.broker(URI.create("mqtt://127.0.0.1:1"));

            awaitTrouble("no bridge with this broker, client id and base topic runs here.*"
                    + "\\(others run: crownstone2mqtt at " + hiveMq.url() + ", since 2");
        }
    }
}
