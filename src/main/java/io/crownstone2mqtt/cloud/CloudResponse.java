package io.crownstone2mqtt.cloud;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back over HTTP, not yet understood. */
final class CloudResponse {
    private final int status;
    private final @Nullable String contentType;
    private final @Nullable Duration retryAfter;
    private final byte[] body;

    /** The body is not copied: it can be large. */
    CloudResponse(int status, @Nullable String contentType, @Nullable Duration retryAfter, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.retryAfter = retryAfter;
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

    byte[] body() {
        return body;
    }
}
