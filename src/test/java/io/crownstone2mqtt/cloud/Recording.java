package io.crownstone2mqtt.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An answer that the real cloud gave, from {@code src/test/resources/recordings}. */
record Recording(JsonNode json) {
    static Recording of(String name) {
        return new Recording(Wire.MAPPER.readTree(text(name + ".json")));
    }

    /** What the cloud's event stream sent, without {@code data:}. */
    static List<String> lines(String name) {
        return Arrays.stream(text(name + ".txt").split("\n", -1))
                .filter(line -> line.contains(" data:"))
                .map(line -> line.substring(line.indexOf(" data:") + 6))
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = Recording.class.getResourceAsStream("/recordings/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return response().get("status").intValue();
    }

    @Nullable
    String contentType() {
        return Wire.raw(response(), "content-type");
    }

    JsonNode value() {
        return response().get("body");
    }

    String body() {
        return value().isNull() ? "" : value().toString();
    }

    String method() {
        return json.get("request").get("method").stringValue();
    }

    String path() {
        return json.get("request").get("path").stringValue();
    }

    CloudResponse answer() {
        return new CloudResponse(status(), contentType(), null, Instant.EPOCH, body().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode response() {
        return json.get("response");
    }
}
