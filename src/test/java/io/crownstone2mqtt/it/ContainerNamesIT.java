package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TemporaryFolder;
import io.crownstone2mqtt.testing.TestCertificates;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brokers whose names have an underscore, as those of containers; the name has two addresses, of which one answers. */
@EnabledIfMosquitto
class ContainerNamesIT {
    private final BridgeSettings settings = new BridgeSettings();
    private final SimulatedCloud cloud = SimulatedCloud.start(new TestHome().home);
    private final TemporaryFolder folder = TemporaryFolder.create("names");
    private final TestCertificates certificates = new TestCertificates(folder.path());

    @AfterEach
    void close() {
        cloud.close();
        folder.close();
    }

    private PackagedBridge start(URI broker) throws Exception {
        if (!broker.getScheme().matches("mqtt|tcp|ws")) {
            settings.set("mqtt.tls.ca-file", "\"" + certificates.authority() + "\"");
        }
        Path hosts = Files.writeString(folder.path().resolve("hosts"), "::1 my_broker\n127.0.0.1 my_broker\n");
        Path file = Files.writeString(folder.path().resolve("a.conf"), settings.text(cloud, broker));
        return PackagedBridge.start(
                Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts), "run", "--config", file.toString());
    }

    private static URI called(URI url, String scheme) {
        return URI.create(scheme + "://my_broker:" + url.getPort());
    }

    @ParameterizedTest
    @CsvSource({"mqtt, false", "tcp, false", "ws, false", "mqtts, true", "ssl, true", "wss, true"})
    void theyAreReachedByEveryScheme(String scheme, boolean secure) throws Exception {
        MosquittoBroker.Options options = MosquittoBroker.with().webSockets();
        try (MosquittoBroker broker = (secure ? options.tls(certificates.named("my_broker")) : options).open();
                PackagedBridge bridge =
                        start(called(scheme.startsWith("ws") ? broker.webSocketUrl() : broker.url(), scheme))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> bridge.out().contains("broker: connected") || !bridge.isAlive());
            assertThat(bridge.isAlive()).as(bridge.out() + bridge.err()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"mqtts", "wss"})
    void aCertificateForAnotherNameIsRefused(String scheme) throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.with()
                        .webSockets()
                        .tls(certificates.named("other_broker"))
                        .open();
                PackagedBridge bridge =
                        start(called(scheme.equals("wss") ? broker.webSocketUrl() : broker.url(), scheme))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> bridge.out().contains("another host name") || !bridge.isAlive());
            assertThat(bridge.out()).contains("my_broker:").doesNotContain("broker: connected");
        }
    }
}
