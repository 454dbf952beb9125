package io.crownstone2mqtt.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the real cloud was asked, and what it answered. */
record Recording(JsonNode content) {
    static Recording named(String name) {
        return new Recording(PlainClient.JSON.readTree(text(name + ".json")));
    }

    /** The events of a recorded stream, without their times. */
    static List<JsonNode> events(String file) {
        return text(file)
                .lines()
                .map(line -> line.substring(line.indexOf("data:") + 5))
                .<JsonNode>map(PlainClient.JSON::readTree)
                .toList();
    }

    String method() {
        return content.path("request").path("method").stringValue();
    }

    String path() {
        return content.path("request").path("path").stringValue();
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        content.path("request")
                .path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().stringValue()));
        return headers;
    }

    String requestBody() {
        JsonNode body = content.path("request").path("body");
        return body.isMissingNode() ? "" : body.isString() ? body.stringValue() : body.toString();
    }

    int status() {
        return content.path("response").path("status").intValue();
    }

    /** Empty if there was none. */
    String contentType() {
        return content.path("response").path("content-type").asString("");
    }

    JsonNode body() {
        return content.path("response").path("body");
    }

    /** For streams: the lines that came. */
    List<JsonNode> lines() {
        return content.path("lines")
                .valueStream()
                .map(line -> line.path(1).stringValue().substring("data:".length()))
                .<JsonNode>map(PlainClient.JSON::readTree)
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(
                Recording.class.getResourceAsStream("/recordings/" + file), "no recording " + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
