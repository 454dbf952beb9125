package io.crownstone2mqtt.ops;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running bridge of this machine tells about itself, asked from outside.
 *
 * @param line how it does, or what is wrong and what to do
 */
public record HealthAnswer(boolean healthy, String line) {
    /** The file is written anew every 5 s. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    /** By the file that it keeps. */
    public static HealthAnswer of(HealthPlaces places, Instant now) {
        Path file = places.readable();
        if (file == null) {
            return new HealthAnswer(
                    false,
                    "no bridge with this client id and base topic runs here: start it, or name its configuration with"
                            + " --config");
        }
        try {
            JsonNode told = JsonMapper.shared().readTree(Files.readString(file));
            Instant at = Instant.parse(told.path("at").asString());
            Duration age = Duration.between(at, now);
            return age.compareTo(LONGEST_SILENCE) > 0
                    ? new HealthAnswer(
                            false, "the bridge has told nothing for " + age.toSeconds() + " s: it hangs or was killed")
                    : of(told);
        } catch (IOException | JacksonException | DateTimeException e) {
            return new HealthAnswer(false, "the file " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** By its {@code /readyz}. */
    public static HealthAnswer of(LocalPage readyz) {
        try {
            LocalPage.Reply reply = readyz.get();
            return reply.code() == HttpURLConnection.HTTP_OK || reply.code() == HttpURLConnection.HTTP_UNAVAILABLE
                    ? of(JsonMapper.shared().readTree(reply.body()))
                    : new HealthAnswer(
                            false,
                            "something else answers at " + readyz.uri() + " (" + reply.code() + "): check http.port");
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return new HealthAnswer(
                    false,
                    "the bridge does not answer at " + readyz.uri() + " (" + e.getMessage() + "): is it running?");
        }
    }

    private static HealthAnswer of(JsonNode told) {
        boolean ready = told.path("ready").asBoolean(false);
        return new HealthAnswer(ready, told.path("status").asString(ready ? "healthy" : "not ready"));
    }
}
