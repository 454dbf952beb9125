package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.ProgramProcess;
import io.crownstone2mqtt.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nobody reads what the program writes: a full pipe, a log driver that stalls. */
@ExtendWith(HiveMqExtension.class)
class StalledOutputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "stalled-output";

    @TempDir
    private Path folder;

    private final int port = ProgramProcess.freePort();
    private final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 10));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        cloud.close();
    }

    private int code(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void awaitReady() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(code("/readyz")).isEqualTo(200));
    }

    private ProgramProcess.Builder bridge(URI broker) throws Exception {
        Path file = Files.writeString(folder.resolve("application.conf"), """
                crownstone2mqtt {
                  mqtt.base-topic = %s
                  mqtt.client-id = %s
                  http { enabled = true, port = %d }
                }
                """.formatted(BASE, BASE, port));
        return ProgramProcess.with("run", "--config", file.toString()).of(cloud, broker);
    }

    /** Far more lines than a pipe holds. */
    private static void provoke(URI broker, int messages) {
        try (TestClient client = TestClient.connect(broker)) {
            for (int i = 0; i < messages; i++) {
                client.publish(BASE + "/home/crownstone/desk-lamp/set", "nonsense " + i + " " + "x".repeat(200));
            }
        }
    }

    @Test
    void theBridgeGoesOnAndStopsInTime(HiveMqBroker broker) throws Exception {
        try (ProgramProcess bridge = bridge(broker.url())
                .set("CROWNSTONE2MQTT_LOG_LEVEL", "DEBUG")
                .err(folder.resolve("err"))
                .start()) {
            awaitReady();
            try (TestClient client = TestClient.connect(broker.url())) {
                provoke(broker.url(), 3000);
                client.publish(BASE + "/home/crownstone/desk-lamp/set", "{\"state\":\"ON\",\"id\":\"the last\"}");
                await("the command after them")
                        .atMost(PATIENCE)
                        .until(() -> client.payloads(BASE + "/home/crownstone/desk-lamp/result").stream()
                                .anyMatch(result -> result.contains("the last") && result.contains("accepted")));
            }
            assertThat(code("/healthz")).isEqualTo(200);
            assertThat(code("/readyz")).isEqualTo(200);
            assertThat(bridge.terminate().exitCode(8)).isZero();
        }
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void oneShotCommandsEndThoughNobodyReadsTheirErrors() {
        String[] names = new String[2000];
        Arrays.setAll(names, i -> "--no-such-option-" + "x".repeat(100) + i);
        try (ProgramProcess command =
                ProgramProcess.with("list").arguments(names).start()) {
            assertThat(command.exitCode(30)).isEqualTo(ExitCode.USAGE);
        }
    }
}
