package io.crownstone2mqtt.simulator;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The REST server: records, fails as told, and lets {@link RestApi} answer. */
final class RestServer {
    private static final int BODY_LIMIT_BYTES = 512 * 1024;
    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final int BLANKS_AT_ONCE = 64 * 1024;

    private final RestApi api;
    private final Faults faults;
    private final Traffic traffic;
    private final CloudClock clock;

    RestServer(RestApi api, Faults faults, Traffic traffic, CloudClock clock) {
        this.api = api;
        this.faults = faults;
        this.traffic = traffic;
        this.clock = clock;
    }

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1);
        String body = new String(bytes, StandardCharsets.UTF_8);
        RestRequest request = RestRequest.of(exchange, body);
        traffic.requests.add(
                new RecordedRequest(clock.instant(), request.method(), request.path(), body, request.tokenPlace()));
        CountDownLatch late = faults.clearing().next();
        boolean _ = late.await(faults.latency().toNanos(), NANOSECONDS);
        if (bytes.length > BODY_LIMIT_BYTES) {
            Transmission.send(exchange, Answer.error(413, "PayloadTooLargeError", "request entity too large", null));
            return;
        }
        CountDownLatch cleared = faults.clearing().next();
        Optional<Failure> failure = faults.failureFor(request.path());
        if (failure.isPresent()) {
            fail(exchange, request, failure.get(), cleared);
        } else {
            Transmission.send(exchange, api.answer(request));
        }
    }

    private void fail(HttpExchange exchange, RestRequest request, Failure failure, CountDownLatch cleared)
            throws IOException, InterruptedException {
        switch (failure) {
            case Failure.Answering(var status, var contentType, var body, var headers) -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                Transmission.send(exchange, Answer.text(status, contentType, body));
            }
            case Failure.Reset() -> throw new IOException("reset");
            case Failure.ResetAfterwards() -> {
                api.answer(request);
                throw new IOException("reset");
            }
            case Failure.Silence() -> {
                cleared.await();
                throw new IOException("reset");
            }
            case Failure.NeverEnding() -> drip(exchange, cleared);
            case Failure.Truncated() -> {
                Answer right = api.answer(request);
                Transmission.send(
                        exchange,
                        right.withBody(right.body().substring(0, right.body().length() / 2)));
            }
            case Failure.Outdated(Duration by) -> {
                Answer then = api.answer(request);
                boolean _ = cleared.await(by.toNanos(), NANOSECONDS);
                Transmission.send(exchange, then);
            }
            case Failure.BrokenOff() -> breakOff(exchange, api.answer(request));
            case Failure.Huge(int bytes) -> blowUp(exchange, api.answer(request), bytes);
        }
    }

    private static void breakOff(HttpExchange exchange, Answer right) throws IOException {
        byte[] body = right.body().getBytes(StandardCharsets.UTF_8);
        Transmission.headers(exchange, right);
        exchange.sendResponseHeaders(right.status(), body.length + 1L);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        throw new IOException("broken off");
    }

    /** Blank by blank, for a body of that size would weigh on whoever runs this. */
    private static void blowUp(HttpExchange exchange, Answer right, int bytes) throws IOException {
        byte[] body = right.body().getBytes(StandardCharsets.UTF_8);
        byte[] blanks = " ".repeat(BLANKS_AT_ONCE).getBytes(StandardCharsets.UTF_8);
        Transmission.headers(exchange, right);
        exchange.sendResponseHeaders(right.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int left = bytes - body.length; left > 0; left -= blanks.length) {
                out.write(blanks, 0, Math.min(left, blanks.length));
            }
            out.write(body);
        }
    }

    private static void drip(HttpExchange exchange, CountDownLatch cleared) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", Answer.JSON);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write('[');
            do {
                out.write(' ');
                out.flush();
            } while (!cleared.await(A_WHILE.toNanos(), NANOSECONDS));
        }
    }
}
