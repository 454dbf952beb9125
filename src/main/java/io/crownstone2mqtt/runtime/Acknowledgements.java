package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Input;
import java.time.Duration;

/** Receives how long it took from an input until the broker acknowledged each message about it. */
@FunctionalInterface
public interface Acknowledgements {
    /** Called from a thread of the broker's link: it returns at once, and throws nothing. */
    void acknowledged(Input cause, Duration after);
}
