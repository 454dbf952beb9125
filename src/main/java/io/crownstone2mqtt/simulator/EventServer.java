package io.crownstone2mqtt.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The event server: every request for the stream is answered with 200; what is wrong with it is told in the stream. */
final class EventServer {
    private final SimulatedHome home;
    private final Tokens tokens;
    private final StreamFaults faults;
    private final Traffic traffic;
    private final Duration pingInterval;

    EventServer(SimulatedHome home, Tokens tokens, StreamFaults faults, Traffic traffic, Duration pingInterval) {
        this.home = home;
        this.tokens = tokens;
        this.faults = faults;
        this.traffic = traffic;
        this.pingInterval = pingInterval;
    }

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getRawPath();
        if (exchange.getRequestMethod().equals("GET") && path != null && path.matches("(?i)/sse/?")) {
            stream(exchange);
        } else if ("/hi".equals(path)) {
            Transmission.send(exchange, Answer.text(200, null, "{\"hi\":\"sse\"}"));
        } else {
            Transmission.send(
                    exchange, Answer.text(404, "text/html; charset=utf-8", "<pre>Cannot GET " + path + "</pre>"));
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        record(exchange);
        CountDownLatch cleared = faults.clearing().next();
        boolean _ = cleared.await(faults.connectDelay().toNanos(), TimeUnit.NANOSECONDS);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        Optional<Token> token = tokens.find(tokenOf(exchange)).filter(_ -> !faults.rejectingTokens());
        OutputStream out = new BufferedOutputStream(exchange.getResponseBody());
        if (faults.refusing()) {
            out.write(only(Events.NO_CONNECTION));
        } else if (token.isEmpty()) {
            out.write(only(Events.INVALID_ACCESS_TOKEN));
        } else if (tokens.isExpired(token.get()) || faults.expiringTokens()) {
            out.write(only(Events.STREAM_START));
            out.write(only(Events.TOKEN_EXPIRED));
        } else {
            run(token.get(), out);
        }
        out.close();
    }

    private void run(Token token, OutputStream out) throws IOException, InterruptedException {
        Set<String> access =
                home.spheresOf(token.user()).stream().map(SimulatedSphere::id).collect(Collectors.toSet());
        EventConnection connection = new EventConnection(token, tokens, access, faults, pingInterval);
        faults.connections().add(connection);
        home.world().listen(connection);
        try {
            connection.run(out);
        } finally {
            home.world().forget(connection);
            faults.connections().remove(connection);
        }
    }

    private void record(HttpExchange exchange) {
        TokenPlace place = tokenInHeader(exchange)
                .map(_ -> TokenPlace.HEADER)
                .or(() -> tokenInQuery(exchange).map(_ -> TokenPlace.QUERY))
                .orElse(TokenPlace.NONE);
        String projectName = first(query(exchange), "projectName")
                .or(() -> header(exchange, "projectName"))
                .or(() -> header(exchange, "project_name"))
                .orElse("");
        traffic.streams.add(new StreamRequest(home.world().now(), place, projectName));
    }

    /** The first place that has anything wins, even if another holds a good token. */
    private static @Nullable String tokenOf(HttpExchange exchange) {
        return tokenInHeader(exchange).or(() -> tokenInQuery(exchange)).orElse(null);
    }

    private static Optional<String> tokenInHeader(HttpExchange exchange) {
        return header(exchange, "access_token").or(() -> header(exchange, "Authorization"));
    }

    private static Optional<String> tokenInQuery(HttpExchange exchange) {
        Map<String, List<String>> query = query(exchange);
        return first(query, "access_token").or(() -> first(query, "accessToken"));
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static Map<String, List<String>> query(HttpExchange exchange) {
        return Query.parse(exchange.getRequestURI().getRawQuery());
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static byte[] only(String json) {
        return ("data:" + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
