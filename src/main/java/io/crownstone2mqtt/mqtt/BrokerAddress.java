package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.util.Locale;

/**
 * Where a broker listens, taken from a URL.
 *
 * @param path with the query; empty for none
 */
record BrokerAddress(Transport transport, Endpoint endpoint, String path) {
    enum Transport {
        TCP(1883),
        TLS(8883),
        WEB_SOCKET(80),
        SECURE_WEB_SOCKET(443);

        private final int usualPort;

        Transport(int usualPort) {
            this.usualPort = usualPort;
        }

        boolean secure() {
            return this == TLS || this == SECURE_WEB_SOCKET;
        }

        boolean overWeb() {
            return this == WEB_SOCKET || this == SECURE_WEB_SOCKET;
        }

        static Transport of(String scheme) {
            return switch (scheme.toLowerCase(Locale.ROOT)) {
                case "mqtt", "tcp" -> TCP;
                case "mqtts", "ssl" -> TLS;
                case "ws" -> WEB_SOCKET;
                case "wss" -> SECURE_WEB_SOCKET;
                default ->
                    throw new IllegalArgumentException(
                            "A broker cannot be reached by '" + scheme + "': use mqtt, mqtts, ws or wss");
            };
        }
    }

    /** @throws IllegalArgumentException with a message for people, if the URL names no broker */
    static BrokerAddress of(URI url) {
        if (url.getScheme() == null || url.getRawAuthority() == null) {
            throw new IllegalArgumentException("A broker's URL looks like mqtt://host:1883");
        }
        Transport transport = Transport.of(url.getScheme());
        Endpoint endpoint = endpoint(url, transport);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String path = transport.overWeb() ? url.getRawPath() + query : "";
        return new BrokerAddress(transport, endpoint, path);
    }

    private static Endpoint endpoint(URI url, Transport transport) {
        try {
            return Endpoint.of(url, transport.usualPort);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The broker's URL " + e.getMessage() + "; write it like mqtt://host:1883", e);
        }
    }

    int port() {
        return endpoint.port();
    }

    boolean isIpv6() {
        return endpoint.isIpv6();
    }

    /** The host as it is looked up: an IPv6 address without brackets, its zone after a plain {@code %}. */
    String name() {
        return endpoint.lookupName();
    }

    boolean hasUsualPort() {
        return port() == transport.usualPort;
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
