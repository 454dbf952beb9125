package io.crownstone2mqtt.cloud;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came back over HTTP, not yet understood. */
final class CloudResponse {
    private final int status;
    private final @Nullable String contentType;
    private final @Nullable Duration retryAfter;
    private final Instant date;
    private final byte[] body;

    /**
     * The body is not copied: it can be large.
     *
     * @param date when it was sent, by the server's clock
     */
    CloudResponse(int status, @Nullable String contentType, @Nullable Duration retryAfter, Instant date, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.retryAfter = retryAfter;
        this.date = date;
        this.body = body;
    }

    int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    Instant date() {
        return date;
    }

    byte[] body() {
        return body;
    }
}
