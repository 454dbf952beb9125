package io.crownstone2mqtt.cloud;

import org.jspecify.annotations.Nullable;

/**
 * Something to ask the cloud.
 *
 * @param path after the base address, with its query; never holds a token
 * @param body JSON to send along
 */
public record Request(
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

    static Request read(String path) {
        return new Request(Purpose.READ, path, null);
    }

    static Request part(String path) {
        return new Request(Purpose.PART, path, null);
    }

    static Request energy(String path) {
        return new Request(Purpose.ENERGY, path, null);
    }

    static Request command(String path, @Nullable String body) {
        return new Request(Purpose.COMMAND, path, body);
    }

    static Request login(String body) {
        return new Request(Purpose.LOGIN, "/users/login", body);
    }
}
