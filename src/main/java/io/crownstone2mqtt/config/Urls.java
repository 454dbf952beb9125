package io.crownstone2mqtt.config;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** What holds for every URL of the configuration. None is shown in a message: it might hold a password. */
final class Urls {
    private Urls() {}

    /** The URL of the cloud, without a slash at the end. */
    static URI http(String text) {
        var uri = parse(text.replaceAll("/+$", ""), List.of("https", "http"), "https://cloud.ownstone.org/api");
        checkPath(uri);
        return URI.create(uri.getScheme().toLowerCase(Locale.ROOT)
                + uri.toString().substring(uri.getScheme().length()));
    }

    static URI parse(String text, List<String> schemes, String example) {
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
