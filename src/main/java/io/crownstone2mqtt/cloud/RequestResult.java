package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import java.time.Instant;

/** What an answer means. */
sealed interface RequestResult {
    /**
     * Done, with a value: JSON, as was made sure, not yet understood.
     *
     * @param date when it was sent, by the cloud's clock
     */
    record Value(byte[] json, Instant date) implements RequestResult {}

    /** Done; the answer has no value. */
    record Done() implements RequestResult {}

    /**
     * The token is bad, or what was asked is forbidden: the cloud mostly does not tell the two apart.
     *
     * @param certain the token is surely bad
     */
    record TokenRefused(boolean certain, CloudProblem.Forbidden problem) implements RequestResult {}

    record Failed(CloudProblem problem) implements RequestResult {}
}
