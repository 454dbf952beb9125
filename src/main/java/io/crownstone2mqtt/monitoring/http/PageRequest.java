package io.crownstone2mqtt.monitoring.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A request that may be answered.
 *
 * @param trusted the login is right, or none is needed
 */
public record PageRequest(HttpExchange exchange, boolean trusted) {
    Headers headers() {
        return exchange.getRequestHeaders();
    }

    /** At most that many bytes of what was sent, and one more if it was longer. */
    byte[] body(int most) {
        try {
            return exchange.getRequestBody().readNBytes(most + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(PageResponse answer) throws IOException {
        HttpEndpoint.send(exchange, answer);
    }

    /** Begins an answer that goes on until one side ends it. */
    OutputStream begin(String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }
}
