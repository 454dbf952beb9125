package io.crownstone2mqtt.simulator;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** Records each request of an API, fails as {@link CloudFaults} says, and else lets the API answer. */
final class RestServer {
    private static final int BODY_LIMIT_BYTES = 512 * 1024;
    private static final Duration DRIP_INTERVAL = Duration.ofMillis(200);
    private static final int BLANKS_AT_ONCE = 64 * 1024;

    private final RestApi api;
    private final SimulatedHome home;
    private final CloudFaults faults;
    private final Traffic traffic;

    RestServer(RestApi api, SimulatedHome home, CloudFaults faults, Traffic traffic) {
        this.api = api;
        this.home = home;
        this.faults = faults;
        this.traffic = traffic;
    }

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1);
        RestRequest request = RestRequest.of(exchange, new String(bytes, StandardCharsets.UTF_8));
        traffic.requests.add(new Traffic.RecordedRequest(
                home.now(),
                request.method(),
                request.path(),
                request.parametersButToken(),
                request.text(),
                request.tokenPlace()));
        boolean _ = faults.nextClear().await(faults.latency().toNanos(), NANOSECONDS);
        if (bytes.length > BODY_LIMIT_BYTES) {
            LoopbackServer.send(
                    exchange, RestAnswer.error(413, "PayloadTooLargeError", "request entity too large", null, null));
            return;
        }
        CountDownLatch cleared = faults.nextClear();
        Optional<Failure> failure = faults.failureFor(request);
        if (failure.isPresent()) {
            fail(exchange, request, failure.get(), cleared);
        } else {
            LoopbackServer.send(exchange, api.answer(request));
        }
    }

    private void fail(HttpExchange exchange, RestRequest request, Failure failure, CountDownLatch cleared)
            throws IOException, InterruptedException {
        switch (failure) {
            case Failure.Answering(var status, var contentType, var body, var headers) ->
                LoopbackServer.send(exchange, new RestAnswer(status, contentType, body, headers));
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
            case Failure.Truncated() ->
                LoopbackServer.send(exchange, api.answer(request).withFirstHalfOfBody());
            case Failure.Outdated(Duration by) -> {
                RestAnswer then = api.answer(request);
                boolean _ = cleared.await(by.toNanos(), NANOSECONDS);
                LoopbackServer.send(exchange, then);
            }
            case Failure.Rewritten(UnaryOperator<String> change) -> {
                RestAnswer right = api.answer(request);
                LoopbackServer.send(
                        exchange,
                        new RestAnswer(
                                right.status(), right.contentType(), change.apply(right.body()), right.headers()));
            }
            case Failure.BrokenOff() -> breakOff(exchange, api.answer(request));
            case Failure.Huge(int bytes) -> blowUp(exchange, api.answer(request), bytes);
        }
    }

    private static void breakOff(HttpExchange exchange, RestAnswer right) throws IOException {
        byte[] body = right.body().getBytes(StandardCharsets.UTF_8);
        LoopbackServer.sendHeaders(exchange, right);
        exchange.sendResponseHeaders(right.status(), body.length + 1L);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        throw new IOException("broken off");
    }

    /** Blank by blank, for a body of that size would need that much memory here. */
    private static void blowUp(HttpExchange exchange, RestAnswer right, int bytes) throws IOException {
        byte[] body = right.body().getBytes(StandardCharsets.UTF_8);
        byte[] blanks = " ".repeat(BLANKS_AT_ONCE).getBytes(StandardCharsets.UTF_8);
        LoopbackServer.sendHeaders(exchange, right);
        exchange.sendResponseHeaders(right.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int left = bytes - body.length; left > 0; left -= blanks.length) {
                out.write(blanks, 0, Math.min(left, blanks.length));
            }
            out.write(body);
        }
    }

    private static void drip(HttpExchange exchange, CountDownLatch cleared) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", RestAnswer.JSON);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write('[');
            do {
                out.write(' ');
                out.flush();
            } while (!cleared.await(DRIP_INTERVAL.toNanos(), NANOSECONDS));
        }
    }
}
