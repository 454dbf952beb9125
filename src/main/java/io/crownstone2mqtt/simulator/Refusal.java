package io.crownstone2mqtt.simulator;

/** Ends the handling of a request with an error, in the words of the real cloud. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer answer;

    private Refusal(Answer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    static Refusal of(Answer answer) {
        return new Refusal(answer);
    }

    /** No token, an unknown one, no right, an unknown sphere: the cloud does not tell them apart. */
    static Refusal authorizationRequired() {
        return new Refusal(Answer.error(401, "Error", "Authorization Required", "AUTHORIZATION_REQUIRED"));
    }

    static Refusal invalidToken() {
        return new Refusal(Answer.error(401, "Error", "Invalid Access Token", "INVALID_TOKEN"));
    }

    static Refusal loginFailed() {
        return new Refusal(Answer.error(401, "Error", "login failed", "LOGIN_FAILED"));
    }

    static Refusal unknownElement(String id) {
        return new Refusal(Answer.error(404, null, "Could not find element with id: " + id, null));
    }

    /** Mistakes of the caller are answered with 500, which has neither name nor code. */
    static Refusal badCaller(String message) {
        return new Refusal(Answer.error(500, null, message, null));
    }

    static Refusal unknownRelation(String relation, String model) {
        return badCaller("Relation \"" + relation + "\" is not defined for " + model + " model");
    }

    static Refusal badRequest(String name, String message) {
        return new Refusal(Answer.error(400, name, message, null));
    }
}
