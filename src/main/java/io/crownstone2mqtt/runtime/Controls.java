package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.LogLevel;
import io.crownstone2mqtt.mirror.BridgeRequest;

/** What the bridge can do to the program that it is part of. Everything returns at once. */
public interface Controls {
    /** It cannot work until its user has corrected something. */
    void giveUp(String reason);

    /** It is to end and to begin anew, or to say why not; it answers the request. */
    void restart(BridgeRequest request);

    /** From now on the log tells so much. */
    void logLevel(LogLevel level);
}
