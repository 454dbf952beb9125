package io.crownstone2mqtt.simulator;

import io.crownstone2mqtt.simulator.AccessTokens.IssuedToken;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a request to its answer: the token first, for every path, then the method that the path names. */
public final class RestApi {
    private static final String ROOT = "/api";

    /** The cloud's first API, made with LoopBack 3, or its second, made with LoopBack 4, whose errors have no code. */
    enum ApiVersion {
        V1,
        V2
    }

    /** A request whose method was found; {@code id} is the second segment of the path. */
    record ApiCall(RestRequest request, @Nullable IssuedToken token, String id) {
        /** The caller; refuses a request without a good token. */
        SimulatedUser user() {
            if (token == null) {
                throw RestError.authorizationRequired();
            }
            return token.user;
        }

        /** The sphere that the path names; refuses a caller who is not in it. */
        SimulatedSphere sphere() {
            SimulatedUser user = user();
            return user.home
                    .sphereById(id)
                    .filter(sphere -> sphere.roleOf(user).isPresent())
                    .orElseThrow(RestError::authorizationRequired);
        }
    }

    /** Answers a call, under the home's lock. */
    @FunctionalInterface
    interface Method {
        RestAnswer answer(ApiCall call);
    }

    private final ApiVersion version;
    private final SimulatedHome home;
    private final AccessTokens tokens;
    private final Map<String, Method> methods = new HashMap<>();

    RestApi(ApiVersion version, SimulatedHome home, AccessTokens tokens) {
        this.version = version;
        this.home = home;
        this.tokens = tokens;
    }

    /** The path begins after {@code /api}; {@code *} as its second segment is an id. */
    RestApi on(String verb, String path, Method method) {
        methods.put(verb + path.toLowerCase(Locale.ROOT), method);
        return this;
    }

    RestAnswer answer(RestRequest request) {
        RestAnswer answer = home.read(() -> {
            try {
                return handle(request);
            } catch (RestError error) {
                return version == ApiVersion.V1
                        ? error.answer()
                        : error.answer().withoutCode();
            }
        });
        return answer.isError() && RestAnswer.JSON.equals(answer.contentType()) && request.prefersHtml()
                ? answer.asPage()
                : answer;
    }

    private RestAnswer handle(RestRequest request) {
        IssuedToken token = authenticate(request);
        if (request.path().equals("/hi") && request.method().equals("GET")) {
            return RestAnswer.text(200, null, "{\"hi\":\"" + version.name().toLowerCase(Locale.ROOT) + "\"}");
        }
        if (!request.path().startsWith(ROOT + "/")) {
            throw RestError.of(404, "Error", "Cannot " + request.method() + " " + request.uri(), null);
        }
        String[] segments = request.path().substring(ROOT.length()).split("/", -1);
        return method(request.method(), segments)
                .orElseThrow(() -> noMethod(request))
                .answer(new ApiCall(request, token, segments.length > 2 ? segments[2] : ""));
    }

    static RestError noMethod(RestRequest request) {
        String message = "There is no method to handle " + request.method() + " "
                + request.uri().substring(ROOT.length());
        return RestError.of(404, "Error", message, null);
    }

    /** In any case of letters. One slash at the end does no harm; two in a row match nothing. */
    private Optional<Method> method(String verb, String[] segments) {
        int length = segments[segments.length - 1].isEmpty() ? segments.length - 1 : segments.length;
        List<String> path = List.of(segments).subList(0, length);
        String literal = String.join("/", path).toLowerCase(Locale.ROOT);
        if (path.size() < 3 || path.get(2).isEmpty() || methods.containsKey(verb + literal)) {
            return Optional.ofNullable(methods.get(verb + literal));
        }
        String withId = literal.replaceFirst("^(/[^/]*)/[^/]*", "$1/*");
        return Optional.ofNullable(methods.get(verb + withId));
    }

    /** The first API refuses an expired token once and deletes it. An unknown one counts as none. */
    private @Nullable IssuedToken authenticate(RestRequest request) {
        Optional<IssuedToken> token = tokens.find(request.token());
        if (token.isPresent() && tokens.isExpired(token.get())) {
            if (version == ApiVersion.V1) {
                tokens.remove(token.get());
            }
            throw RestError.of(401, "Error", "Invalid Access Token", "INVALID_TOKEN");
        }
        String inQuery = request.parameter("access_token");
        if (version == ApiVersion.V1 && token.isEmpty() && inQuery != null && inQuery.length() <= 32) {
            throw RestError.unauthorized();
        }
        return token.orElse(null);
    }
}
