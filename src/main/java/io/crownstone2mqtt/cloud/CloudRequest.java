package io.crownstone2mqtt.cloud;

import org.jspecify.annotations.Nullable;

/**
 * Something to ask the cloud.
 *
 * @param path after the base address, with its query; never holds a token
 * @param body JSON to send along
 */
public record CloudRequest(
        Purpose purpose, String path, @Nullable String body) {
    enum Purpose {
        /** GET; the answer is a value. May be repeated. */
        READ,
        /** The same for what the rest can do without: an explained failure of it alone is no outage. */
        PART,
        /** GET from the second API. */
        ENERGY,
        /** POST without an answer of interest. Never repeated: it might have been done. */
        COMMAND,
        /** POST that carries credentials instead of a token. */
        LOGIN
    }

    boolean isRead() {
        return purpose == Purpose.READ || purpose == Purpose.PART || purpose == Purpose.ENERGY;
    }

    /** Without the body, which may hold credentials. */
    @Override
    public String toString() {
        return purpose + " " + path;
    }

    static CloudRequest read(String path) {
        return new CloudRequest(Purpose.READ, path, null);
    }

    static CloudRequest part(String path) {
        return new CloudRequest(Purpose.PART, path, null);
    }

    static CloudRequest energy(String path) {
        return new CloudRequest(Purpose.ENERGY, path, null);
    }

    static CloudRequest command(String path, @Nullable String body) {
        return new CloudRequest(Purpose.COMMAND, path, body);
    }

    static CloudRequest login(String body) {
        return new CloudRequest(Purpose.LOGIN, "/users/login", body);
    }
}
