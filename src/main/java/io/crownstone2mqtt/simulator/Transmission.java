package io.crownstone2mqtt.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Writes answers with the headers that the real cloud sets. */
final class Transmission {
    private static final int COMPRESSED_FROM_BYTES = 512;

    private Transmission() {}

    static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] plain = answer.body().getBytes(StandardCharsets.UTF_8);
        byte[] body = compressed(exchange, plain);
        headers(exchange, answer);
        exchange.sendResponseHeaders(answer.status(), length(answer, body != plain, body.length));
        try (OutputStream out = exchange.getResponseBody()) {
            if (answer.status() != 204) {
                out.write(body);
            }
        }
    }

    static void headers(HttpExchange exchange, Answer answer) {
        Headers headers = exchange.getResponseHeaders();
        if (answer.contentType() != null) {
            headers.set("Content-Type", answer.contentType());
        }
        answer.headers().forEach(headers::set);
        if (!Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .orElse("")
                .contains("connect.sid")) {
            headers.set("Set-Cookie", "connect.sid=s%3A" + UUID.randomUUID() + "; Path=/; HttpOnly");
        }
        if (answer.status() == 200) {
            headers.set(
                    "ETag",
                    String.format(
                            Locale.ROOT,
                            "W/\"%x-%x\"",
                            answer.body().length(),
                            answer.body().hashCode()));
        }
    }

    /** Errors and compressed bodies are chunked (0), everything else has a length; -1 is no body at all. */
    private static long length(Answer answer, boolean compressed, int bytes) {
        if (answer.status() == 204) {
            return -1;
        }
        return answer.isError() || compressed ? 0 : bytes;
    }

    private static byte[] compressed(HttpExchange exchange, byte[] plain) throws IOException {
        String accepted = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                .orElse("");
        if (plain.length < COMPRESSED_FROM_BYTES || !accepted.contains("gzip")) {
            return plain;
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
