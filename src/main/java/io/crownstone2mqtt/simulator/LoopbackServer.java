package io.crownstone2mqtt.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on 127.0.0.1 with a virtual thread for each request, so that a slow answer delays no other. It writes
 * answers with the headers that the real cloud sets.
 */
final class LoopbackServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
    private static final int BACKLOG = 1_000;
    private static final int COMPRESSED_FROM_BYTES = 512;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    /** Whatever it throws breaks the connection off. */
    @FunctionalInterface
    interface Exchanges {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final int port;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.port = server.getAddress().getPort();
        this.threads = threads;
    }

    static LoopbackServer start(int port, String name, Exchanges exchanges) throws IOException {
        if (System.getProperty(NO_DELAY) == null) {
            // Else every event but the first waits up to 40 ms for the client's acknowledgement of the one before.
            System.setProperty(NO_DELAY, "true");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> interruptibly(exchanges, exchange));
        server.start();
        return new LoopbackServer(server, threads);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static void interruptibly(Exchanges exchanges, HttpExchange exchange) throws IOException {
        try {
            exchanges.handle(exchange);
        } catch (RuntimeException e) {
            // The server itself would only break the connection off, and nobody would learn why.
            LOG.error(
                    "The simulated cloud failed at {}", exchange.getRequestURI().getPath(), e);
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the simulated cloud stops");
        }
    }

    /** Errors and compressed bodies are chunked (a length of 0), everything else has a length; -1 is no body at all. */
    static void send(HttpExchange exchange, RestAnswer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean compressed = body.length >= COMPRESSED_FROM_BYTES
                && requestHeader(exchange, "Accept-Encoding").contains("gzip");
        sendHeaders(exchange, answer);
        if (answer.status() == 204) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        if (compressed) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        }
        exchange.sendResponseHeaders(answer.status(), answer.isError() || compressed ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(compressed ? gzip(body) : body);
        }
    }

    static void sendHeaders(HttpExchange exchange, RestAnswer answer) {
        Headers headers = exchange.getResponseHeaders();
        if (answer.contentType() != null) {
            headers.set("Content-Type", answer.contentType());
        }
        answer.headers().forEach(headers::set);
        if (!requestHeader(exchange, "Cookie").contains("connect.sid")) {
            headers.set("Set-Cookie", "connect.sid=s%3A" + UUID.randomUUID() + "; Path=/; HttpOnly");
        }
        if (answer.status() == 200) {
            int hash = answer.body().hashCode();
            headers.set(
                    "ETag",
                    String.format(Locale.ROOT, "W/\"%x-%x\"", answer.body().length(), hash));
        }
    }

    private static String requestHeader(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
