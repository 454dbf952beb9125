package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One way in which a request can go wrong. */
public sealed interface Failure {
    /** This answer instead of the right one; nothing is done. */
    record Answering(int status, @Nullable String contentType, String body, Map<String, String> headers)
            implements Failure {}

    /** The connection ends without an answer; nothing is done. */
    record Reset() implements Failure {}

    /** The request is carried out, and then the connection ends without an answer. */
    record ResetAfterwards() implements Failure {}

    /** No answer for as long as the cloud runs or until the faults are cleared. */
    record Silence() implements Failure {}

    /** A good beginning, then a byte now and then, without end. */
    record NeverEnding() implements Failure {}

    /** The first half of the right body, as a complete response. */
    record Truncated() implements Failure {}

    /** The answer that was right when it was asked for, that much later: what happens meanwhile is not in it. */
    record Outdated(Duration by) implements Failure {}

    /** The right answer with a body made of the right one. */
    record Rewritten(UnaryOperator<String> change) implements Failure {}

    /** The first half of the right answer, and then the connection ends. */
    record BrokenOff() implements Failure {}

    /** The right body, blown up with blanks to at least so many bytes. */
    record Huge(int bytes) implements Failure {}

    static Failure status(int status) {
        return answer(status, RestAnswer.JSON, errorBody(status));
    }

    static Failure answer(int status, @Nullable String contentType, String body) {
        return new Answering(status, contentType, body, Map.of());
    }

    /** What a proxy in front of the cloud says when the cloud is away. */
    static Failure unavailable() {
        return answer(503, "text/html", "<html><body><h1>503 Service Unavailable</h1></body></html>");
    }

    /** What a proxy says to somebody who asks too often, with when to come back if so many seconds are above 0. */
    static Failure tooMany(int retryAfterSeconds) {
        Map<String, String> headers =
                retryAfterSeconds > 0 ? Map.of("Retry-After", Integer.toString(retryAfterSeconds)) : Map.of();
        return new Answering(429, "text/html", "<html><body>Too Many Requests</body></html>", headers);
    }

    /** Status 200 with something that is not JSON. */
    static Failure malformed() {
        return answer(200, RestAnswer.JSON, "{\"id\": nonsense");
    }

    private static String errorBody(int status) {
        return RestAnswer.error(status, null, "Simulated failure", null, null).body();
    }
}
