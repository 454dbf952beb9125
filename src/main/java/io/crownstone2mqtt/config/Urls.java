package io.crownstone2mqtt.config;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** The URLs of the configuration and the command line. None is shown in a message: it might hold a password. */
public final class Urls {
    private static final List<String> BROKER_SCHEMES = List.of("mqtt", "mqtts", "ws", "wss", "tcp", "ssl");
    private static final List<String> ENCRYPTED_BROKER_SCHEMES = List.of("mqtts", "wss", "ssl");

    private Urls() {}

    /**
     * Checks the URL of an MQTT broker and returns it with its scheme in lower case.
     *
     * @throws IllegalArgumentException it cannot be used; the message says why and what to do, without showing it
     */
    public static URI broker(String text) {
        var uri = parse(text, BROKER_SCHEMES, "mqtt://localhost:1883");
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("ws") && !uri.getRawPath().matches("/?")) {
            throw new IllegalArgumentException("has a path; remove it (topics are chosen by base-topic)");
        }
        return URI.create(scheme + text.substring(scheme.length()));
    }

    static boolean isEncryptedBroker(URI url) {
        return ENCRYPTED_BROKER_SCHEMES.contains(url.getScheme());
    }

    /** The URL of the cloud, without a slash at the end. */
    static URI http(String text) {
        var uri = parse(text.replaceAll("/+$", ""), List.of("https", "http"), "https://cloud.ownstone.org/api");
        checkPath(uri);
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT)
                + uri.toString().substring(uri.getScheme().length()));
    }

    private static URI parse(String text, List<String> schemes, String example) {
        var advice = "; write it like " + example;
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL (" + e.getReason() + ")" + advice, e);
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!schemes.contains(scheme) || uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("must begin with " + choices(schemes) + advice);
        }
        check(uri, advice);
        return uri;
    }

    private static String choices(List<String> schemes) {
        var first = schemes.subList(0, schemes.size() - 1);
        return String.join("://, ", first) + ":// or " + schemes.getLast() + "://";
    }

    private static void check(URI uri, String advice) {
        if (uri.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException(
                    "holds a user name, and URLs go to logs; give user name and password by their own keys");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must end before ? and #; remove what follows");
        }
        try {
            Endpoint.of(uri, 1);
        } catch (IllegalArgumentException e) {
            var what = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(what.contains(";") ? what : what + advice, e);
        }
    }

    private static void checkPath(URI uri) {
        if (uri.getRawPath().contains("//")) {
            throw new IllegalArgumentException("has // in its path; remove one slash");
        }
    }
}
