package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.HomeEvent;

/** A line of the event stream. */
public sealed interface StreamMessage {
    /** {@code STREAM_START}: an expired token gets it too, so that it is no sign of health. */
    record Started() implements StreamMessage {}

    /** Every 30 s. */
    record Ping() implements StreamMessage {}

    /** {@code TOKEN_EXPIRED}, {@code INVALID_ACCESS_TOKEN}: the latter also when the cloud was slow. */
    record TokenRejected() implements StreamMessage {}

    /** {@code NO_CONNECTION} and other faults; the stream ends after it. */
    record Fault(String text) implements StreamMessage {}

    record Event(HomeEvent event) implements StreamMessage {}

    /**
     * Of no use.
     *
     * @param kind what it was, one of few
     */
    record Ignored(String kind) implements StreamMessage {}
}
