package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.ProgramProcess;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whichever thread dies: the process does not live on without it. Here each misses a class when it needs it. */
@ExtendWith(HiveMqExtension.class)
class ThreadFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String BASE = "thread-faults";

    @TempDir
    private Path folder;

    @TempDir
    private Path classes;

    private final int port = ProgramProcess.freePort();
    private final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 10));

    @AfterEach
    void close() {
        cloud.close();
    }

    private ProgramProcess start(URI broker, String missing) throws IOException {
        Path file = Files.writeString(folder.resolve("application.conf"), """
                crownstone2mqtt {
                  mqtt { base-topic = %s, client-id = %s }
                  http { enabled = true, port = %d }
                }
                """.formatted(BASE, BASE, port));
        return ProgramProcess.with("run", "--config", file.toString())
                .of(cloud, broker)
                .without("io.crownstone2mqtt." + missing, classes)
                .out(folder.resolve("out"))
                .err(folder.resolve("err"))
                .start();
    }

    private void assertEndsAsABug(ProgramProcess process, String thread) {
        assertThat(process.exitCode(PATIENCE.toSeconds())).isEqualTo(ExitCode.BUG);
        assertThat(ProgramProcess.text(folder.resolve("out")).lines().filter(line -> line.contains(" ERROR ")))
                .singleElement()
                .asString()
                .contains("a bug in crownstone2mqtt ended " + thread, "NoClassDefFoundError");
        assertThat(ProgramProcess.text(folder.resolve("err")).lines())
                .singleElement()
                .asString()
                .startsWith("crownstone2mqtt: a bug in crownstone2mqtt ")
                .contains("NoClassDefFoundError", "please report it");
    }

    @ParameterizedTest
    @CsvSource({"cloud.EventParser, cloud-events-1", "mqtt.Outbox, broker-link", "cloud.HomeParser, cloud-call-"})
    void endsWithItsThread(String missing, String thread, HiveMqBroker broker) throws IOException {
        try (ProgramProcess process = start(broker.url(), missing)) {
            assertEndsAsABug(process, thread);
        }
    }

    @Test
    void endsWithItsLoop(HiveMqBroker broker) throws IOException {
        try (ProgramProcess process = start(broker.url(), "mirror.CommandParser");
                TestClient client = TestClient.connect(broker.url())) {
            await().atMost(PATIENCE)
                    .until(() ->
                            TestClient.retained(broker.url()).containsKey(BASE + "/home/crownstone/desk-lamp/switch"));
            client.publish(BASE + "/home/crownstone/desk-lamp/set", "ON");
            assertEndsAsABug(process, "bridge-loop");
        }
        assertThat(TestClient.retained(broker.url())).containsEntry(BASE + "/bridge/state", "offline");
    }

    @Test
    void endsWithItsStatusPage(HiveMqBroker broker) throws IOException {
        try (ProgramProcess process = start(broker.url(), "monitoring.HealthReport")) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                try (var page = URI.create("http://127.0.0.1:" + port + "/readyz")
                        .toURL()
                        .openStream()) {
                    return page.read() >= 0;
                } catch (IOException _) {
                    return !process.isAlive();
                }
            });
            assertEndsAsABug(process, "http-");
        }
    }

    @Test
    void aBugBeforeItRunsIsTheSameAndNobodyWaits(HiveMqBroker broker) throws IOException {
        long begin = System.nanoTime();
        try (ProgramProcess process = start(broker.url(), "daemon.Wiring")) {
            assertThat(process.exitCode(PATIENCE.toSeconds())).isEqualTo(ExitCode.BUG);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
        assertThat(ProgramProcess.text(folder.resolve("err")).lines()).hasSize(1);
    }

    @Test
    void soDoesTheDemo() {
        long begin = System.nanoTime();
        try (ProgramProcess demo = ProgramProcess.with("demo", "--mqtt-url", "mqtt://127.0.0.1:9")
                .without("io.crownstone2mqtt.daemon.Wiring", classes)
                .out(folder.resolve("out"))
                .err(folder.resolve("err"))
                .start()) {
            assertThat(demo.exitCode(PATIENCE.toSeconds())).isEqualTo(ExitCode.BUG);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(7));
        assertThat(ProgramProcess.text(folder.resolve("err"))).contains("crownstone2mqtt: a bug in crownstone2mqtt ");
    }
}
