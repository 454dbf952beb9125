package io.crownstone2mqtt.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** Reads an event stream and keeps its lines as they came. {@link #end()} completes at its end, abnormally if it broke off. */
final class EventReader implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final HttpResponse<InputStream> response;

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
    }

    static EventReader open(HttpClient http, URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).setHeader("Accept", "text/event-stream");
        headers.forEach(request::setHeader);
        EventReader reader = new EventReader(
                http.sendAsync(request.build(), BodyHandlers.ofInputStream()).join());
        Thread.ofVirtual().start(reader::read);
        return reader;
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
            end.complete(null);
        } catch (IOException | UncheckedIOException e) {
            end.completeExceptionally(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Every line, the empty ones too. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    List<JsonNode> events() {
        return lines().stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> PlainClient.JSON.readTree(line.substring(5)))
                .toList();
    }

    /** Type and subType of each event, such as {@code presence/enterSphere}; the type alone where there is no subType. */
    List<String> kinds() {
        return events().stream()
                .map(event -> event.path("type").stringValue()
                        + (event.has("subType") ? "/" + event.path("subType").stringValue() : ""))
                .toList();
    }

    CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
