package io.crownstone2mqtt.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusEventsIT {
    private static final int MOST = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicReference<String> status = new AtomicReference<>("one");
    private final AtomicReference<Duration> cost = new AtomicReference<>(Duration.ZERO);
    private final StatusEvents listeners = new StatusEvents(status::get, this::make, MOST, Duration.ofMillis(300));
    private final List<Socket> sockets = new ArrayList<>();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpEndpoint.bind(new HttpOptions("127.0.0.1", 0, List.of(), null));
        endpoint.serve(Map.of("/events", listeners));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        listeners.close();
        endpoint.close();
    }

    private String make() {
        LockSupport.parkNanos(cost.getAndSet(Duration.ZERO).toNanos());
        return status.get();
    }

    private BufferedReader listen() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String awaitLine(BufferedReader reader, String beginning) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = reader.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void tellWhatIsSoAndThenEachChange() throws IOException {
        BufferedReader reader = listen();
        assertThat(awaitLine(reader, "data: ")).isEqualTo("data: one");

        status.set("two");
        assertThat(awaitLine(reader, "data: ")).isEqualTo("data: two");
    }

    @Test
    void hearOfAChangeSoonThoughTheStatusTookLongOnce() throws IOException {
        cost.set(Duration.ofMillis(1500));
        BufferedReader reader = listen();
        assertThat(awaitLine(reader, "data: ")).isEqualTo("data: one");

        status.set("two");
        assertThat(awaitLine(reader, "data: ")).isEqualTo("data: two");
    }

    @Test
    void areForgottenWhenTheyGo() throws IOException {
        awaitLine(listen(), "data: ");
        assertThat(listeners.count()).isOne();

        sockets.getFirst().close();
        await().atMost(PATIENCE).until(() -> {
            status.set(status.get() + "!");
            return listeners.count() == 0;
        });
    }

    @Test
    void areDroppedWhenTheyTakeNothingAndAnotherWantsTheirPlace() throws IOException {
        status.set("x".repeat(16 * 1024 * 1024));
        for (int i = 0; i < MOST; i++) {
            listen();
        }
        await().atMost(PATIENCE).until(() -> listeners.count() == MOST);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listen().readLine()).startsWith("HTTP/1.1 200"));
    }

    @Test
    void areLimited() throws IOException {
        for (int i = 0; i < MOST; i++) {
            awaitLine(listen(), "data: ");
        }

        assertThat(listen().readLine()).startsWith("HTTP/1.1 503");

        sockets.getFirst().close();
        await().atMost(PATIENCE).untilAsserted(() -> {
            status.set(status.get() + "!");
            assertThat(listen().readLine()).startsWith("HTTP/1.1 200");
        });
    }
}
