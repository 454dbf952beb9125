package io.crownstone2mqtt.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.crownstone2mqtt.simulator.Traffic.TokenPlace;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request as it came over the wire. {@code uri} is what stood in the request line. */
record RestRequest(
        String method, String uri, String path, Map<String, List<String>> query, Headers headers, String text) {
    static RestRequest of(HttpExchange exchange, String text) {
        // A path that begins with two slashes is taken for a host by the URI class: only the whole text is reliable.
        String uri = exchange.getRequestURI().toString();
        int question = uri.indexOf('?');
        return new RestRequest(
                exchange.getRequestMethod(),
                uri,
                question < 0 ? uri : uri.substring(0, question),
                parameters(question < 0 ? "" : uri.substring(question + 1)),
                exchange.getRequestHeaders(),
                text);
    }

    /** Whether the caller would rather have a web page, as Java's old URL connection says by default. */
    boolean prefersHtml() {
        return header("Accept").startsWith("text/html");
    }

    /** The value of a query parameter, the first if there are several; null if there is none. */
    @Nullable
    String parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    /** The first value of each query parameter, without the token. */
    Map<String, String> parametersButToken() {
        Map<String, String> parameters = new TreeMap<>();
        query.forEach((name, values) -> parameters.put(name, values.getFirst()));
        parameters.remove("access_token");
        return parameters;
    }

    /** The token that counts: of those given the query's, then that of X-Access-Token. */
    @Nullable
    String token() {
        return Stream.of(parameter("access_token"), headers.getFirst("X-Access-Token"), authorization())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    TokenPlace tokenPlace() {
        if (query.containsKey("access_token")) {
            return TokenPlace.QUERY;
        }
        return token() == null ? TokenPlace.NONE : TokenPlace.HEADER;
    }

    /** The token itself, or base64 of it after "Bearer"; a raw token after "Bearer" decodes to nonsense. */
    private @Nullable String authorization() {
        String given = headers.getFirst("Authorization");
        if (given == null || !given.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return given;
        }
        try {
            return new String(Base64.getDecoder().decode(given.substring(7).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** A body that is JSON by its content type, or a form; anything else counts as empty. */
    JsonNode body() {
        String contentType = header("Content-Type");
        if (!text.isEmpty() && contentType.startsWith("application/x-www-form-urlencoded")) {
            ObjectNode form = Json.object();
            parameters(text).forEach((name, values) -> form.put(name, values.getFirst()));
            return form;
        }
        if (text.isEmpty() || !contentType.startsWith("application/json")) {
            return Json.object();
        }
        try {
            return Json.read(text);
        } catch (UnexpectedEndOfInputException _) {
            throw RestError.badRequest("SyntaxError", "Unexpected end of JSON input");
        } catch (JacksonException _) {
            throw RestError.badRequest("SyntaxError", "Unexpected token in JSON at position 0");
        }
    }

    /** The filter, from its JSON text or from bracket syntax; refuses text that is not JSON. */
    JsonNode filter() {
        String filter = parameter("filter");
        if (filter == null) {
            return bracketFilter();
        }
        try {
            return Json.read(filter);
        } catch (JacksonException _) {
            throw RestError.badRequest("Error", "Unexpected token " + filter.charAt(0) + " in JSON at position 0");
        }
    }

    List<Include> includes() {
        return Include.parse(filter().get("include"));
    }

    /** The same, but a filter that is not JSON counts as none. */
    List<Include> lenientIncludes() {
        try {
            return includes();
        } catch (RestError _) {
            return List.of();
        }
    }

    /** {@code filter[include]=a}, {@code filter[include][]=a} and {@code filter[include][0]=a}. */
    private ObjectNode bracketFilter() {
        ObjectNode filter = Json.object();
        query.forEach((name, values) -> {
            if (name.matches("filter\\[include](\\[\\d*])?")) {
                ArrayNode include = filter.withArray("include");
                values.forEach(include::add);
            }
        });
        return filter;
    }

    private String header(String name) {
        return Objects.requireNonNullElse(headers.getFirst(name), "");
    }

    /** What is URL-encoded in a query or a form. */
    static Map<String, List<String>> parameters(String encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (!nameAndValue[0].isEmpty()) {
                parameters
                        .computeIfAbsent(decode(nameAndValue[0]), _ -> new ArrayList<>())
                        .add(nameAndValue.length == 1 ? "" : decode(nameAndValue[1]));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
