package io.crownstone2mqtt.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the simulated cloud as plainly as can be, so that what came over the wire can be looked at. */
final class PlainClient implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedCloud cloud;

    PlainClient(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    /** The path begins at the root of the host. */
    HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + cloud.apiUrl().getPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send("GET", "/api" + path, Map.of("Authorization", token), "");
    }

    /** Asks the second API. */
    HttpResponse<String> getV2(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloud.apiV2Url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", token)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String token, String json) throws IOException, InterruptedException {
        return send("POST", "/api" + path, Map.of("Authorization", token, "Content-Type", "application/json"), json);
    }

    HttpResponse<String> tryLogin(String email, String passwordHash) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("email", email)
                .put("password", passwordHash)
                .toString();
        return send("POST", "/api/users/login", Map.of("Content-Type", "application/json"), body);
    }

    String login(String email) throws IOException, InterruptedException {
        return json(tryLogin(email, RecordedHome.PASSWORD_HASH)).path("id").stringValue();
    }

    EventReader events(String token) {
        return EventReader.open(http, cloud.eventsUrl(), Map.of("access_token", token));
    }

    EventReader events(URI uri, Map<String, String> headers) {
        return EventReader.open(http, uri, headers);
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
