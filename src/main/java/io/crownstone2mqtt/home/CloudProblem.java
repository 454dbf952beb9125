package io.crownstone2mqtt.home;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the cloud did not do what was asked. The message says what, and what to do; it never holds a secret. */
public sealed interface CloudProblem {
    /** One line for people that ends with what to do next. */
    String message();

    /** E-mail address or password are wrong (LOGIN_FAILED). */
    record WrongCredentials(String message) implements CloudProblem {}

    /** The e-mail address was never verified (LOGIN_FAILED_EMAIL_NOT_VERIFIED). */
    record EmailNotVerified(String message) implements CloudProblem {}

    /** No e-mail address or no password was given (USERNAME_EMAIL_REQUIRED, INVALID_EMAIL). */
    record MissingCredentials(String message) implements CloudProblem {}

    /** Not allowed, or not known to this account: the cloud does not tell the two apart (AUTHORIZATION_REQUIRED). */
    record Forbidden(String message) implements CloudProblem {}

    /** No such thing (404), or nothing of that name. */
    record NotFound(String message) implements CloudProblem {}

    /** A name that several things have. */
    record Ambiguous(String message) implements CloudProblem {}

    /** The Crownstone has no such ability, for example dimming; or the scene has nothing to switch. Found before any request. */
    record AbilityMissing(String message) implements CloudProblem {}

    /** The request itself was wrong, in our eyes or the cloud's (400, 422, or 500 with an explanation). */
    record Refused(String message) implements CloudProblem {}

    /**
     * Not reached, or not able to answer now: network, time-out, 5xx, 429, anything that is not JSON.
     *
     * @param retryAfter when the cloud asked to be left alone until then
     * @param maybeDone the request may have had its effect anyway: it was sent, only the answer is missing
     */
    record Unavailable(String message, @Nullable Duration retryAfter, boolean maybeDone) implements CloudProblem {
        public Unavailable(String message) {
            this(message, null);
        }

        public Unavailable(String message, @Nullable Duration retryAfter) {
            this(message, retryAfter, true);
        }

        /** It surely had no effect, so it may be asked again. */
        public Unavailable notDone() {
            return new Unavailable(message, retryAfter, false);
        }
    }

    /** An answer that could not be understood: malformed, of the wrong shape, or too large. */
    record Unreadable(String message) implements CloudProblem {}

    /** Whether only the owner of the account can correct it, so that trying again soon is useless. */
    default boolean rejectsCredentials() {
        return switch (this) {
            case WrongCredentials _, EmailNotVerified _, MissingCredentials _ -> true;
            case Forbidden _, NotFound _, Ambiguous _, AbilityMissing _, Refused _, Unavailable _, Unreadable _ ->
                false;
        };
    }
}
