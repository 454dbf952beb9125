package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the link says when there is no broker. */
class NoBrokerIT {
    private final RecordingListener listener = new RecordingListener();

    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static URI url(ServerSocket server) {
        return URI.create("mqtt://127.0.0.1:" + server.getLocalPort());
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTenSeconds() throws IOException {
        try (ServerSocket silent = silentServer();
                PahoBrokerLink _ =
                        new LinkBuilder(url(silent)).clientId("silent").start(listener)) {
            await().between(Duration.ofSeconds(9), Duration.ofSeconds(14)).until(() -> !listener.downs.isEmpty());
            assertThat(listener.awaitDown().message()).contains("does not answer", "mqtt.url");
        }
        await().untilAsserted(() -> assertThat(Threads.ofLinks("silent")).isEmpty());
    }

    @Test
    void closingDuringALoginIsQuick() throws IOException {
        try (ServerSocket silent = silentServer()) {
            PahoBrokerLink link = new LinkBuilder(url(silent)).clientId("early").start(listener);
            silent.accept();
            long since = System.nanoTime();
            link.close();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(2));
            assertThat(listener.downs).isEmpty();
            await().untilAsserted(() -> assertThat(Threads.ofLinks("early")).isEmpty());
        }
    }

    @Test
    void aPortWithoutServerIsNamed() throws IOException {
        URI nobody;
        try (ServerSocket server = silentServer()) {
            nobody = url(server);
        }
        try (PahoBrokerLink _ = new LinkBuilder(nobody).start(listener)) {
            assertThat(listener.awaitDown().message())
                    .contains("127.0.0.1:" + nobody.getPort())
                    .contains("refuses the connection");
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (PahoBrokerLink _ = new LinkBuilder(URI.create("mqtt://nowhere_at.invalid")).start(listener)) {
            assertThat(listener.awaitDown().message()).contains("nowhere_at.invalid:1883", "not known by this name");
        }
    }

    @Test
    void aLinkThatWasNeverStartedCloses() {
        PahoBrokerLink link = new LinkBuilder(URI.create("mqtt://127.0.0.1:1"))
                .clientId("unstarted-link")
                .build(listener);
        link.close();
        link.start();
        await().untilAsserted(
                        () -> assertThat(Threads.ofLinks("unstarted-link")).isEmpty());
        assertThat(listener.downs).isEmpty();
    }
}
