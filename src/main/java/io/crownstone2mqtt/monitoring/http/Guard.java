package io.crownstone2mqtt.monitoring.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may ask: under which names, with which login, and from which page. */
final class Guard {
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.%]+]|\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final String CHALLENGE = "Basic realm=\"crownstone2mqtt\", charset=\"UTF-8\"";

    private final Set<String> names = new TreeSet<>();
    private final byte @Nullable [] login;

    Guard(HttpOptions options) {
        names.add("localhost");
        names.add(options.host().toLowerCase(Locale.ROOT));
        options.allowedHosts().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        String plain = options.login();
        login = plain == null ? null : plain.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A page of somebody else can give its own name our address, and would then count as ours in a browser: so the name
     * that was called by must be one of ours.
     */
    Optional<PageResponse> refuseHost(Headers headers) {
        String host = headers.getFirst("Host");
        if (host == null) {
            return Optional.of(PageResponse.text(400, "The request names no host."));
        }
        String name =
                PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("").replaceFirst("\\.$", "");
        return names.contains(name) || ADDRESS.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(PageResponse.text(
                        421,
                        "This name is not known here: add it to http.allowed-hosts in the configuration, or use the IP"
                                + " address."));
    }

    Optional<PageResponse> refuseLogin(Headers headers) {
        return mayAll(headers)
                ? Optional.empty()
                : Optional.of(PageResponse.text(401, "A user name and a password are needed.")
                        .with("WWW-Authenticate", CHALLENGE));
    }

    /** Whether the login is right, or none is needed. */
    boolean mayAll(Headers headers) {
        String given = headers.getFirst("Authorization");
        if (login == null) {
            return true;
        }
        if (given == null || !given.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    login, Base64.getDecoder().decode(given.substring(6).strip()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Only our own page can send that header: a browser asks us before it lets another's, and we do not answer. */
    static Optional<PageResponse> refuseOrigin(Headers headers) {
        String origin = headers.getFirst("Origin");
        String host = String.valueOf(headers.getFirst("Host"));
        boolean own = origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
        return own && "control".equals(headers.getFirst("X-Crownstone2mqtt"))
                ? Optional.empty()
                : Optional.of(PageResponse.text(
                        403, "Only the status page itself may switch (header X-Crownstone2mqtt: control)."));
    }
}
