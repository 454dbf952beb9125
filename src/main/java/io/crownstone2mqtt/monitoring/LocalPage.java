package io.crownstone2mqtt.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A page of the bridge that runs on this machine.
 *
 * @param login user name and password with a colon between; null without
 */
public record LocalPage(URI uri, @Nullable String login) {
    private static final int LONGEST_WAIT_MILLIS = 3000;
    private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

    /** What came back, whatever the code. */
    public record Reply(int code, String body) {}

    /**
     * Asks for it.
     *
     * @throws IOException nobody answers
     */
    public Reply get() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(LONGEST_WAIT_MILLIS);
        connection.setReadTimeout(LONGEST_WAIT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        if (login != null) {
            byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        try {
            int code = connection.getResponseCode();
            return new Reply(code, body(connection, code));
        } finally {
            connection.disconnect();
        }
    }

    private static String body(HttpURLConnection connection, int code) throws IOException {
        try (InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? "" : new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }
}
