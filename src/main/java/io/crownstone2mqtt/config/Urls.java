package io.crownstone2mqtt.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds for every URL of the configuration. None is shown in a message: it might hold a password. */
final class Urls {
    /** {@code URI.getHost()} is null for names with an underscore, which container networks are full of. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[[^\\[\\]]+]|[\\p{L}\\p{N}._-]+)(?::(?<port>\\d*))?");

    private Urls() {}

    /** The URL of the cloud, without a slash at the end. */
    static URI http(String text) {
        var uri = parse(text.replaceAll("/+$", ""), List.of("https", "http"), "https://cloud.ownstone.org/api");
        checkPath(uri);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("has no valid host (letters, digits, - and ., no _)");
        }
        return uri;
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
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException("has no valid host (letters, digits, -, _ and .)" + advice);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must end before ? and #; remove what follows");
        }
        if (!isPort(authority.group("port"))) {
            throw new IllegalArgumentException("has no valid port; give a number from 1 to 65535");
        }
    }

    private static boolean isPort(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return true;
        }
        var port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        return port > 0 && port <= 65_535;
    }

    private static void checkPath(URI uri) {
        if (uri.getRawPath().contains("//")) {
            throw new IllegalArgumentException("has // in its path; remove one slash");
        }
    }
}
