package io.crownstone2mqtt.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire. {@code uri} is what stood in the request line; {@code tokens} are all that were
 * given, the one that counts first.
 */
record RestRequest(
        String method,
        String uri,
        String path,
        Map<String, List<String>> query,
        List<String> tokens,
        @Nullable String contentType,
        @Nullable String accept,
        String body) {
    static RestRequest of(HttpExchange exchange, String body) {
        // A path that begins with two slashes is taken for a host by the URI class: only the whole text is reliable.
        String uri = exchange.getRequestURI().toString();
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        Map<String, List<String>> query = Query.parse(question < 0 ? null : uri.substring(question + 1));
        Headers headers = exchange.getRequestHeaders();
        return new RestRequest(
                exchange.getRequestMethod(),
                uri,
                path,
                query,
                tokens(query, headers),
                headers.getFirst("Content-Type"),
                headers.getFirst("Accept"),
                body);
    }

    /** Whether the caller would rather have a web page, as Java's old URL connection says by default. */
    boolean prefersHtml() {
        return accept != null && accept.startsWith("text/html");
    }

    /** A short unknown token in the query takes another way through the real cloud. */
    boolean hasShortTokenInQuery() {
        return query.getOrDefault("access_token", List.of()).stream().anyMatch(token -> token.length() <= 32);
    }

    TokenPlace tokenPlace() {
        if (query.containsKey("access_token")) {
            return TokenPlace.QUERY;
        }
        return tokens.isEmpty() ? TokenPlace.NONE : TokenPlace.HEADER;
    }

    private static List<String> tokens(Map<String, List<String>> query, Headers headers) {
        String authorization = headers.getFirst("Authorization");
        return Stream.of(
                        query.getOrDefault("access_token", List.of()).stream()
                                .findFirst()
                                .orElse(null),
                        headers.getFirst("X-Access-Token"),
                        authorization == null ? null : unwrapped(authorization))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The token itself, or base64 of it after "Bearer"; a raw token after "Bearer" decodes to nonsense. */
    private static String unwrapped(String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization;
        }
        try {
            return new String(
                    Base64.getDecoder().decode(authorization.substring(7).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
