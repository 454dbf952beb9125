package io.crownstone2mqtt.simulator;

import com.sun.net.httpserver.HttpExchange;
import io.crownstone2mqtt.simulator.AccessTokens.IssuedToken;
import io.crownstone2mqtt.simulator.Traffic.TokenPlace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The event server: every request for the stream is answered with 200; what is wrong with it is an event in the stream. */
final class EventServer {
    private final SimulatedHome home;
    private final AccessTokens tokens;
    private final CloudFaults cloudFaults;
    private final StreamFaults faults;
    private final Traffic traffic;
    private final Duration pingInterval;

    EventServer(
            SimulatedHome home, AccessTokens tokens, CloudFaults cloudFaults, Traffic traffic, Duration pingInterval) {
        this.home = home;
        this.tokens = tokens;
        this.cloudFaults = cloudFaults;
        this.faults = cloudFaults.stream();
        this.traffic = traffic;
        this.pingInterval = pingInterval;
    }

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getRawPath();
        if (exchange.getRequestMethod().equals("GET") && path != null && path.matches("(?i)/sse/?")) {
            stream(exchange, RestRequest.of(exchange, ""));
        } else if ("/hi".equals(path)) {
            LoopbackServer.send(exchange, RestAnswer.text(200, null, "{\"hi\":\"sse\"}"));
        } else {
            LoopbackServer.send(
                    exchange, RestAnswer.text(404, "text/html; charset=utf-8", "<pre>Cannot GET " + path + "</pre>"));
        }
    }

    private void stream(HttpExchange exchange, RestRequest request) throws IOException, InterruptedException {
        traffic.streams.add(new Traffic.StreamRequest(home.now(), tokenPlace(request), projectName(request)));
        boolean _ = cloudFaults.nextClear().await(faults.connectDelay.toNanos(), TimeUnit.NANOSECONDS);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        String given = tokenInHeader(request) == null ? tokenInQuery(request) : tokenInHeader(request);
        Optional<IssuedToken> token = tokens.find(given).filter(_ -> !faults.rejectingTokens);
        OutputStream out = new BufferedOutputStream(exchange.getResponseBody());
        if (faults.refusing) {
            OpenStream.write(out, Events.NO_CONNECTION);
        } else if (token.isEmpty()) {
            OpenStream.write(out, Events.INVALID_ACCESS_TOKEN);
        } else if (tokens.isExpired(token.get()) || faults.expiringTokens) {
            OpenStream.write(out, Events.STREAM_START);
            OpenStream.write(out, Events.TOKEN_EXPIRED);
        } else {
            run(token.get(), out);
        }
        out.close(); // An orderly end. An exception leaves it open, and the server breaks the connection off.
    }

    private void run(IssuedToken token, OutputStream out) throws IOException, InterruptedException {
        Set<String> access =
                home.spheresOf(token.user).stream().map(SimulatedSphere::id).collect(Collectors.toSet());
        OpenStream stream = new OpenStream(() -> tokens.isExpired(token), access, faults, pingInterval);
        faults.openStreams.add(stream);
        home.listen(stream);
        try {
            stream.run(out);
        } finally {
            home.stopListening(stream);
            faults.openStreams.remove(stream);
        }
    }

    private static TokenPlace tokenPlace(RestRequest request) {
        if (tokenInHeader(request) != null) {
            return TokenPlace.HEADER;
        }
        return tokenInQuery(request) == null ? TokenPlace.NONE : TokenPlace.QUERY;
    }

    private static String projectName(RestRequest request) {
        String name = first(
                request.parameter("projectName"),
                request.headers().getFirst("projectName"),
                request.headers().getFirst("project_name"));
        return name == null ? "" : name;
    }

    /** The first place that has anything wins, even if another holds a good token. */
    private static @Nullable String tokenInHeader(RestRequest request) {
        return first(
                request.headers().getFirst("access_token"), request.headers().getFirst("Authorization"));
    }

    private static @Nullable String tokenInQuery(RestRequest request) {
        return first(request.parameter("access_token"), request.parameter("accessToken"));
    }

    private static @Nullable String first(@Nullable String... candidates) {
        return Stream.of(candidates).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
