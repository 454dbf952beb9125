package io.crownstone2mqtt.config;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param url {@code http://host:port}, without the login
 * @param username null: none; then there is no password either
 * @param setting where it is set, for messages
 */
public record ProxySettings(
        URI url, @Nullable String username, @Nullable Secret password, String setting) {
    private static final int USUAL_PORT = 80;
    private static final String ADVICE = "; write it like http://user:password@proxy:3128";
    private static final Pattern URL = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?<user>[^:@]*)(?::(?<password>.*))?@)?(?<address>[^@/?#\\s]+)/?");

    /**
     * Understands it as curl does: the scheme may be missing, what is special in user name and password is encoded by %.
     *
     * @throws IllegalArgumentException it cannot be used; the message says why and what to do, without showing it
     */
    static ProxySettings parse(String text, String setting) {
        Matcher url = URL.matcher(text.strip());
        if (!url.matches()) {
            throw new IllegalArgumentException("is not the URL of a proxy" + ADVICE);
        }
        String scheme = url.group("scheme");
        if (scheme != null && !scheme.toLowerCase(Locale.ROOT).equals("http")) {
            throw new IllegalArgumentException(
                    "must begin with http:// (other kinds of proxies are not supported)" + ADVICE);
        }
        String username = decoded(url.group("user"));
        String password = decoded(url.group("password"));
        return new ProxySettings(
                address(url.group("address")),
                username == null || username.isEmpty() ? null : username,
                username == null || username.isEmpty() ? null : new Secret(password == null ? "" : password),
                setting);
    }

    private static URI address(String text) {
        try {
            Endpoint endpoint = Endpoint.of(URI.create("http://" + text), USUAL_PORT);
            return URI.create("http://" + endpoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has no valid host and port" + ADVICE, e);
        }
    }

    private static @Nullable String decoded(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return ConfigText.intact(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a % in its user name or password that encodes nothing in UTF-8; write %25 for it", e);
        }
    }

    /** Without the login. */
    @Override
    public String toString() {
        return (username == null ? "" + url : "http://***@" + url.getRawAuthority()) + " (" + setting + ")";
    }
}
