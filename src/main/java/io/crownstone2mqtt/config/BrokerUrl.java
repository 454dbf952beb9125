package io.crownstone2mqtt.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The URL of an MQTT broker, as the configuration and the command line take it. */
public final class BrokerUrl {
    private static final List<String> SCHEMES = List.of("mqtt", "mqtts", "ws", "wss", "tcp", "ssl");
    private static final List<String> ENCRYPTED = List.of("mqtts", "wss", "ssl");
    private static final String EXAMPLE = "mqtt://localhost:1883";

    private BrokerUrl() {}

    /**
     * Checks a URL and returns it with its scheme in lower case.
     *
     * @throws IllegalArgumentException it cannot be used; the message says why and what to do, without showing it
     */
    public static URI parse(String text) {
        var uri = Urls.parse(text, SCHEMES, EXAMPLE);
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("ws") && !uri.getRawPath().matches("/?")) {
            throw new IllegalArgumentException("has a path; remove it (topics are chosen by base-topic)");
        }
        return URI.create(scheme + text.substring(scheme.length()));
    }

    static boolean isEncrypted(URI url) {
        return ENCRYPTED.contains(url.getScheme());
    }
}
