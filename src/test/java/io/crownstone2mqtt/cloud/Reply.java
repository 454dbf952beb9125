package io.crownstone2mqtt.cloud;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** How the {@link FakeCloud} answers one request. */
interface Reply {
    void to(HttpExchange exchange) throws IOException;

    static Reply of(int status, @Nullable String contentType, String body) {
        return exchange -> {
            if (contentType != null) {
                exchange.getResponseHeaders().set("Content-Type", contentType);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    static Reply json(String body) {
        return of(200, "application/json; charset=utf-8", body);
    }

    static Reply recorded(String name) {
        Recording recording = Recording.of(name);
        return of(recording.status(), recording.contentType(), recording.body());
    }

    default Reply with(String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set(header, value);
            to(exchange);
        };
    }

    /** Headers, and then nothing until the test lets it go. */
    static Reply hanging(CountDownLatch reached, CountDownLatch release) {
        return exchange -> {
            reached.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** A body that goes on until the client is gone, which the latch tells. */
    static Reply endless(CountDownLatch gone) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write("[ ".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (IOException e) {
                gone.countDown();
            }
        };
    }
}
