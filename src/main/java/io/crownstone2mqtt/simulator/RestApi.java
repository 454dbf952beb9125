package io.crownstone2mqtt.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a request to its answer: the token first, for every path, then the body, then the method. */
final class RestApi {
    private static final String ROOT = "/api";

    private final SimulatedHome home;
    private final Tokens tokens;
    private final Router router;

    RestApi(SimulatedHome home, Tokens tokens, Router router) {
        this.home = home;
        this.tokens = tokens;
        this.router = router;
    }

    Answer answer(RestRequest request) {
        Answer answer = home.world().read(() -> {
            try {
                return handle(request);
            } catch (Refusal refusal) {
                return refusal.answer();
            }
        });
        return answer.isError() && Answer.JSON.equals(answer.contentType()) && request.prefersHtml()
                ? page(answer)
                : answer;
    }

    private Answer handle(RestRequest request) {
        Token token = authenticate(request);
        String path = request.path();
        if (path.equals("/hi") && request.method().equals("GET")) {
            return Answer.text(200, null, "{\"hi\":\"v1\"}");
        }
        if (!path.startsWith(ROOT + "/")) {
            throw notFound("Cannot " + request.method() + " " + request.uri());
        }
        Optional<Router.Match> match = router.find(request.method(), path.substring(ROOT.length()));
        Router.Match method = match.orElseThrow(() -> notFound("There is no method to handle " + request.method() + " "
                + request.uri().substring(ROOT.length())));
        return method.handler()
                .handle(new Call(
                        token, method.ids(), request.query(), Call.parseBody(request.contentType(), request.body())));
    }

    /** An expired token is refused once and forgotten; an unknown one counts as none. */
    private @Nullable Token authenticate(RestRequest request) {
        Optional<Token> token = request.tokens().stream().findFirst().flatMap(tokens::find);
        if (token.isPresent() && tokens.isExpired(token.get())) {
            tokens.remove(token.get());
            throw Refusal.invalidToken();
        }
        if (token.isEmpty() && request.hasShortTokenInQuery()) {
            throw Refusal.of(Answer.text(401, null, "Unauthorized")
                    .with("WWW-Authenticate", "Bearer realm=\"Users\", error=\"invalid_token\""));
        }
        return token.orElse(null);
    }

    private static Refusal notFound(String message) {
        return Refusal.of(Answer.error(404, "Error", message, null));
    }

    private static Answer page(Answer answer) {
        return Answer.text(
                answer.status(),
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html><body><h1>Error</h1><pre>" + answer.body() + "</pre></body></html>");
    }
}
