package io.crownstone2mqtt.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with an error, in the words of the real cloud. */
final class RestError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RestAnswer answer;

    RestError(RestAnswer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    RestAnswer answer() {
        return answer;
    }

    /** No token, an unknown one, no right, an unknown sphere: the cloud does not tell them apart. */
    static RestError authorizationRequired() {
        return of(401, "Error", "Authorization Required", "AUTHORIZATION_REQUIRED");
    }

    /** A short unknown token in the query takes another way through the real cloud. */
    static RestError unauthorized() {
        return new RestError(new RestAnswer(
                401,
                null,
                "Unauthorized",
                Map.of("WWW-Authenticate", "Bearer realm=\"Users\", error=\"invalid_token\"")));
    }

    /** Mistakes of the caller are answered with 500, which has neither name nor code. */
    static RestError badCaller(String message) {
        return of(500, null, message, null);
    }

    static RestError badRequest(String name, String message) {
        return of(400, name, message, null);
    }

    static RestError unknownRelation(String relation, String model) {
        return badCaller("Relation \"" + relation + "\" is not defined for " + model + " model");
    }

    static RestError of(int status, @Nullable String name, String message, @Nullable String code) {
        return new RestError(RestAnswer.error(status, name, message, code, null));
    }
}
