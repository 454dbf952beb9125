package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.cloud.CloudRequest.Purpose;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.EmailNotVerified;
import io.crownstone2mqtt.home.CloudProblem.Forbidden;
import io.crownstone2mqtt.home.CloudProblem.MissingCredentials;
import io.crownstone2mqtt.home.CloudProblem.NotFound;
import io.crownstone2mqtt.home.CloudProblem.Refused;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.CloudProblem.WrongCredentials;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The one place that decides what an answer of the cloud means. */
final class ResponseClassifier {

    private static final Pattern NO_SUCH_METHOD =
            Pattern.compile("^(There is no method to handle|Shared class .* has no method handling|Cannot [A-Z]+) ");

    private static final String NO_SUCH_FUNCTION = "the Crownstone cloud has no such function: ";

    private ResponseClassifier() {}

    static RequestResult classify(Purpose purpose, CloudResponse answer) {
        return answer.status() >= 200 && answer.status() < 300
                ? judgeSuccess(purpose, answer)
                : judgeError(purpose, answer);
    }

    private static RequestResult judgeSuccess(Purpose purpose, CloudResponse answer) {
        if (purpose == Purpose.COMMAND) {
            return answer.body().length == 0 || !isForeign(answer)
                    ? new RequestResult.Done()
                    : new RequestResult.Failed(noJson(answer));
        }
        if (isForeign(answer)) {
            return new RequestResult.Failed(noJson(answer));
        }
        return !JsonReader.isJson(answer.body())
                ? new RequestResult.Failed(
                        new Unreadable("the Crownstone cloud's answer is not valid JSON or was cut off:"
                                + " report it if that goes on"))
                : new RequestResult.Value(answer.body(), answer.date());
    }

    private static RequestResult judgeError(Purpose purpose, CloudResponse answer) {
        JsonNode json = isForeign(answer) ? null : JsonReader.tree(answer.body());
        JsonNode error = json == null || !json.isObject() ? null : json.get("error");
        boolean explained = error != null && error.isObject();
        String code = error == null ? null : Wire.raw(error, "code");
        String message = error == null ? null : Wire.raw(error, "message");
        return switch (answer.status()) {
            case 401 -> judge401(purpose, answer, explained, code == null ? "" : code);
            case 400, 413, 422 -> new RequestResult.Failed(explained ? refused(code, message) : noJson(answer));
            case 403 -> new RequestResult.Failed(explained ? forbidden() : noJson(answer));
            case 404 -> new RequestResult.Failed(explained ? notFound(message) : noJson(answer));
            case 429 ->
                new RequestResult.Failed(new Unavailable(
                                "the Crownstone cloud asks for fewer requests: if that goes on, look for other"
                                        + " programs that use it from here",
                                answer.retryAfter())
                        .notDone());
            case 500 ->
                new RequestResult.Failed(
                        explains500(purpose) && message != null ? refused(code, message) : outOfOrder(answer));
            // Of a part it may be that part alone.
            case 503 -> new RequestResult.Failed(purpose == Purpose.PART ? unavailable(answer) : outOfOrder(answer));
            default -> new RequestResult.Failed(other(answer, explained, code, message));
        };
    }

    /** Whether the cloud tells with a 500 what is wrong with what was asked; else it is an outage. */
    private static boolean explains500(Purpose purpose) {
        return purpose == Purpose.COMMAND || purpose == Purpose.PART || purpose == Purpose.ENERGY;
    }

    private static RequestResult judge401(Purpose purpose, CloudResponse answer, boolean explained, String code) {
        if (isForeign(answer) && !isPlainText(answer)) {
            return new RequestResult.Failed(noJson(answer));
        }
        return switch (code) {
            case "LOGIN_FAILED" -> new RequestResult.Failed(wrongCredentials());
            case "LOGIN_FAILED_EMAIL_NOT_VERIFIED" ->
                new RequestResult.Failed(new EmailNotVerified("the e-mail address of this Crownstone account was never"
                        + " verified: follow the link in the e-mail that Crownstone sent, then start again"));
            case "INVALID_TOKEN" ->
                purpose == Purpose.LOGIN ? new RequestResult.Failed(outOfOrder(answer)) : refusedToken(true);
            case "AUTHORIZATION_REQUIRED" ->
                purpose == Purpose.LOGIN ? new RequestResult.Failed(outOfOrder(answer)) : refusedToken(false);
            default -> {
                if (purpose != Purpose.LOGIN) {
                    yield refusedToken(!explained);
                }
                yield new RequestResult.Failed(explained ? wrongCredentials() : noJson(answer));
            }
        };
    }

    private static RequestResult refusedToken(boolean certain) {
        return new RequestResult.TokenRefused(certain, forbidden());
    }

    static Forbidden forbidden() {
        return new Forbidden("the Crownstone cloud does not allow this to the account, or does not know it:"
                + " check in the Crownstone app that the account is a member or admin of the sphere");
    }

    private static WrongCredentials wrongCredentials() {
        return new WrongCredentials("the Crownstone cloud does not accept this e-mail address and password:"
                + " correct them in the configuration, or try them in the Crownstone app");
    }

    private static CloudProblem refused(@Nullable String code, @Nullable String message) {
        if ("USERNAME_EMAIL_REQUIRED".equals(code) || "INVALID_EMAIL".equals(code)) {
            return new MissingCredentials(
                    "the Crownstone cloud needs an e-mail address and a password:" + " set them in the configuration");
        }
        return new Refused("the Crownstone cloud refused the request: " + said(message));
    }

    /** Whether the cloud never has it, not just of that thing. */
    static boolean isUnknownFunction(CloudProblem problem) {
        return problem instanceof NotFound && problem.message().startsWith(NO_SUCH_FUNCTION);
    }

    private static NotFound notFound(@Nullable String message) {
        return new NotFound(
                message != null && NO_SUCH_METHOD.matcher(message).find()
                        ? NO_SUCH_FUNCTION + said(message) + "; check cloud.url"
                        : "the Crownstone cloud does not have it, or not any more: " + said(message)
                                + "; check in the Crownstone app whether it was removed");
    }

    private static CloudProblem other(
            CloudResponse answer, boolean explained, @Nullable String code, @Nullable String message) {
        if (answer.status() < 400) {
            return new Unavailable(
                    "the Crownstone cloud's address sends elsewhere (status " + answer.status() + "): check cloud.url");
        }
        return explained && answer.status() < 500 && answer.status() != 408
                ? refused(code, message)
                : outOfOrder(answer);
    }

    private static Unavailable outOfOrder(CloudResponse answer) {
        return takenUp(answer, unavailable(answer));
    }

    private static Unavailable unavailable(CloudResponse answer) {
        return new Unavailable(
                "the Crownstone cloud is unavailable (status " + answer.status()
                        + "): if that goes on, check whether the Crownstone app works",
                answer.retryAfter());
    }

    private static Unavailable noJson(CloudResponse answer) {
        return takenUp(
                answer,
                new Unavailable(
                        "something else than the Crownstone cloud answered, a web page maybe (status " + answer.status()
                                + "): check cloud.url and the way to the Internet if that goes on",
                        answer.retryAfter()));
    }

    /** A proxy that answers 503 has not handed the request on; behind 502 and 504 it may have been carried out. */
    private static Unavailable takenUp(CloudResponse answer, Unavailable problem) {
        return answer.status() == 503 ? problem.notDone() : problem;
    }

    private static String said(@Nullable String message) {
        return message == null || message.isBlank() ? "it did not say why" : SafeText.message(message);
    }

    /** Whether it is declared as something else than JSON; the cloud declares nothing on a few answers. */
    private static boolean isForeign(CloudResponse answer) {
        return answer.contentType() != null
                && !answer.contentType().toLowerCase(Locale.ROOT).contains("json");
    }

    private static boolean isPlainText(CloudResponse answer) {
        return answer.contentType() != null
                && answer.contentType().toLowerCase(Locale.ROOT).startsWith("text/plain");
    }
}
