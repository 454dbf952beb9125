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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody asks for a restart. */
@ExtendWith(HiveMqExtension.class)
class RestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "restart-it";

    @TempDir
    private Path folder;

    private final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 10));

    @AfterEach
    void close() {
        cloud.close();
    }

    private Path configure(String more) throws IOException {
        return Files.writeString(folder.resolve("application.conf"), """
                crownstone2mqtt.mqtt { base-topic = %s, client-id = %s }
                crownstone2mqtt.home-assistant.enabled = false
                %s
                """.formatted(BASE, BASE, more));
    }

    private String out() {
        return ProgramProcess.text(folder.resolve("out"));
    }

    private static List<String> answers(TestClient client) {
        return client.payloads(BASE + "/bridge/response/restart");
    }

    @Test
    void isAnsweredOnceAndAMistakeInTheFileKeepsTheBridge(HiveMqBroker broker) throws IOException {
        Path file = configure("");
        try (ProgramProcess bridge = ProgramProcess.with("run", "--config", file.toString())
                        .of(cloud, broker.url())
                        .out(folder.resolve("out"))
                        .err(folder.resolve("err"))
                        .start();
                TestClient client = TestClient.connect(broker.url())) {
            await().atMost(PATIENCE).until(() -> client.payloads().containsKey(BASE + "/home/availability"));

            configure("crownstone2mqtt.mqtt.keep-alife = 10s");
            client.publish(BASE + "/bridge/request/restart", "{\"transaction\":\"first\"}");
            await().atMost(PATIENCE).until(() -> !answers(client).isEmpty());
            assertThat(answers(client).getFirst())
                    .contains("\"error\"", "keep-alife", "application.conf", "\"transaction\":\"first\"");
            assertThat(out()).contains(" WARN  no restart: ").contains("keep-alife");
            client.publish(BASE + "/home/crownstone/desk-lamp/set", "ON");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.payloads(BASE + "/home/crownstone/desk-lamp/result"))
                            .isNotEmpty());
            assertThat(client.payloads(BASE + "/bridge/state")).isEqualTo(List.of("online"));

            configure("crownstone2mqtt.mqtt.keep-alive = 10s");
            client.publish(BASE + "/bridge/request/restart", "{\"transaction\":\"second\"}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.payloads(BASE + "/bridge/state"))
                            .containsExactly("online", "offline", "online"));
            assertThat(answers(client))
                    .hasSize(2)
                    .last()
                    .isEqualTo("{\"data\":{},\"status\":\"ok\",\"transaction\":\"second\"}");
            assertThat(bridge.terminate().exitCode(8)).isZero();
        }
    }
}
