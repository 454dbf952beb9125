package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.LogLevel;
import io.crownstone2mqtt.mirror.BridgeRequest;

/** What the bridge can ask of the program that it is part of. Everything returns at once. */
public interface Controls {
    /** It cannot work until its user has corrected something. */
    void giveUp(String reason);

    /** It is to restart, or to say why not; it answers the request. */
    void restart(BridgeRequest request);

    /** Sets the log level. */
    void logLevel(LogLevel level);
}
