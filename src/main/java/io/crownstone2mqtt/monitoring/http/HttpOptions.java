package io.crownstone2mqtt.monitoring.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint is reached.
 *
 * @param host name or address to listen at
 * @param port 0: any free one
 * @param allowedHosts names by which browsers may call it, besides host, localhost and addresses
 * @param login user name and password with a colon between; null: none is asked for
 */
public record HttpOptions(
        String host,
        int port,
        List<String> allowedHosts,
        @Nullable String login) {
    public HttpOptions {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Without the login. */
    @Override
    public String toString() {
        return "HttpOptions[" + host + ":" + port + "]";
    }
}
