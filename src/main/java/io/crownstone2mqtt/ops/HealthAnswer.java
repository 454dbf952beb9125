package io.crownstone2mqtt.ops;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
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

    private static final int LONGEST_WAIT_MILLIS = 3000;
    private static final int LONGEST_ANSWER = 256 * 1024;

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

    /**
     * By its {@code /readyz}.
     *
     * @param login user name and password with a colon between; null without
     */
    public static HealthAnswer of(URI readyz, @Nullable String login) {
        try {
            HttpURLConnection connection = (HttpURLConnection) readyz.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(LONGEST_WAIT_MILLIS);
            connection.setReadTimeout(LONGEST_WAIT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            if (login != null) {
                byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
                connection.setRequestProperty(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
            }
            return of(connection, readyz);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return new HealthAnswer(
                    false, "the bridge does not answer at " + readyz + " (" + e.getMessage() + "): is it running?");
        }
    }

    private static HealthAnswer of(HttpURLConnection connection, URI readyz) throws IOException {
        int code = connection.getResponseCode();
        if (code != HttpURLConnection.HTTP_OK && code != HttpURLConnection.HTTP_UNAVAILABLE) {
            return new HealthAnswer(false, "something else answers at " + readyz + " (" + code + "): check http.port");
        }
        try (InputStream body =
                code == HttpURLConnection.HTTP_OK ? connection.getInputStream() : connection.getErrorStream()) {
            return of(JsonMapper.shared().readTree(body.readNBytes(LONGEST_ANSWER)));
        } finally {
            connection.disconnect();
        }
    }

    private static HealthAnswer of(JsonNode told) {
        boolean ready = told.path("ready").asBoolean(false);
        return new HealthAnswer(ready, told.path("status").asString(ready ? "healthy" : "not ready"));
    }
}
