package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.NotifySocket;
import io.crownstone2mqtt.testing.Relay;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as systemd starts it: a process of its own, with a socket to notify. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(HiveMqExtension.class)
class ServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 10));
    private final String base = "service-" + UUID.randomUUID();
    private NotifySocket systemd;
    private Relay broker;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void listen(HiveMqBroker hiveMq) {
        systemd = NotifySocket.at(folder.resolve("notify").toString());
        broker = new Relay(hiveMq.url());
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
        broker.close();
        cloud.close();
        systemd.close();
    }

    private Process start(String password) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.crownstone2mqtt.cli.Main")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment(password));
        var service = builder.start();
        started.add(service);
        return service;
    }

    private Map<String, String> environment(String password) {
        return Map.of(
                "CROWNSTONE_CLOUD_URL",
                cloud.apiUrl().toString(),
                "CROWNSTONE_EVENTS_URL",
                cloud.eventsUrl().toString(),
                "CROWNSTONE_EMAIL",
                DemoHome.EMAIL,
                "CROWNSTONE_PASSWORD",
                password,
                "MQTT_URL",
                broker.url().toString(),
                "MQTT_BASE_TOPIC",
                base,
                "NOTIFY_SOCKET",
                folder.resolve("notify").toString(),
                "WATCHDOG_USEC",
                "1000000");
    }

    private void awaitReceived(String beginning) {
        await(beginning)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(systemd.heard()).anyMatch(each -> each.startsWith(beginning)));
    }

    @Test
    void tellsSystemdOfItsLife() throws Exception {
        var service = start(DemoHome.PASSWORD);
        awaitReceived("READY=1\nSTATUS=");
        awaitReceived("STATUS=connected; 1 sphere, 10 Crownstones");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(TestClient.retained(broker.url())).containsEntry(base + "/bridge/state", "online"));
        awaitReceived("WATCHDOG=1");

        broker.close();
        awaitReceived("STATUS=not connected to the broker since 2");

        service.destroy();
        assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
        assertThat(systemd.heard().stream().filter(each -> each.contains("STATUS=")))
                .last()
                .isEqualTo("STOPPING=1\nSTATUS=stopping");
    }

    @Test
    void endsWithAWrongPassword() throws Exception {
        var service = start("wrong");

        assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(77);
        assertThat(systemd.heard()).contains("STOPPING=1\nSTATUS=stopping");
    }

    @Test
    void doesNotHoldUpTheBootWhereNothingAnswers() throws Exception {
        broker.stall();
        cloud.faults().latency(Duration.ofSeconds(30));
        long begin = System.nanoTime();
        start(DemoHome.PASSWORD);

        awaitReceived("READY=1\nSTATUS=connecting to the broker");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void keepsStandardErrorEmpty() throws Exception {
        var service = start(DemoHome.PASSWORD);
        awaitReceived("READY=1");
        service.destroy();

        assertThat(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("err")).isEmptyFile();
    }
}
