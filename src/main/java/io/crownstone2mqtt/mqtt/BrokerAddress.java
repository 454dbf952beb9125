package io.crownstone2mqtt.mqtt;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker listens, taken from a URL.
 *
 * @param host as it stands in a URL: an IPv6 address is in brackets
 * @param path with the query; empty for none
 */
record BrokerAddress(Transport transport, String host, int port, String path) {
    /** {@code URI.getHost()} is null for names with an underscore, which container networks are full of. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?(\\[[^]]+]|[^:\\[\\]]+)(?::(\\d{0,5}))?");

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
        Matcher authority = AUTHORITY.matcher(url.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException("The broker's URL has no host: write it like mqtt://host:1883");
        }
        String digits = authority.group(2);
        int port = digits == null || digits.isEmpty() ? transport.usualPort : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The broker's URL has a port that does not exist: " + port);
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String path = transport.overWeb() ? url.getRawPath() + query : "";
        return new BrokerAddress(transport, authority.group(1), port, path);
    }

    boolean isIpv6() {
        return host.startsWith("[");
    }

    /** The host as it is looked up: an IPv6 address without brackets, its zone after a plain {@code %}. */
    String name() {
        return isIpv6() ? host.substring(1, host.length() - 1).replaceFirst("%25(?=.)", "%") : host;
    }

    boolean hasUsualPort() {
        return port == transport.usualPort;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
