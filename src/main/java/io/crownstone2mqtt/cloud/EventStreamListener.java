package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import java.time.Duration;

/** Hears an account's event stream. Called from the stream's thread, one call at a time; should return soon. */
public interface EventStreamListener {
    /** Events flow from now on. Whatever happened before was missed: read everything now. */
    void started();

    void received(HomeEvent event);

    /**
     * The stream ended or could not be opened, and events may be missed from now on.
     *
     * @param retryIn when it is tried again; zero: at once
     */
    void lost(CloudProblem problem, Duration retryIn);
}
