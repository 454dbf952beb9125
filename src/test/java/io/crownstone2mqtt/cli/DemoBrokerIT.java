package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoBrokerIT {
    private static URI url(DemoBroker broker) {
        return URI.create("mqtt://127.0.0.1:" + broker.port());
    }

    private static List<Path> workingDirectory() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
            return files.sorted().toList();
        }
    }

    @Test
    void itHoldsRetainedMessagesAndKeepsTheOrder() throws IOException {
        List<Path> before = workingDirectory();
        try (DemoBroker broker = DemoBroker.start(0);
                TestClient observer = TestClient.connect(url(broker));
                TestClient commander = TestClient.connect(url(broker))) {
            commander.publishRetained("a", "1");
            commander.publishRetained("gone", "1");
            commander.publishRetained("gone", "");
            List<String> numbers =
                    IntStream.range(0, 300).mapToObj(Integer::toString).toList();
            numbers.forEach(number -> commander.publish("n", number));
            await().until(() -> observer.payloads("n").size() == numbers.size());
            assertThat(observer.payloads("n")).isEqualTo(numbers);
            try (TestClient late = TestClient.connect(url(broker))) {
                await().untilAsserted(() -> assertThat(late.payloads()).containsExactly(Map.entry("a", "1")));
            }
        }
        assertThat(workingDirectory()).isEqualTo(before);
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (DemoBroker broker = DemoBroker.start(0)) {
            assertThatThrownBy(() -> DemoBroker.start(broker.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + broker.port())
                    .hasMessageContaining("--port");
        }
    }
}
