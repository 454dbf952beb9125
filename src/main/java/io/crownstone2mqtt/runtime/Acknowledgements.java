package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Input;
import java.time.Duration;

/** Hears how long it took from what happened until the broker had each message about it. */
@FunctionalInterface
public interface Acknowledgements {
    /** Called from a thread of the broker's link: it returns at once, and throws nothing. */
    void acknowledged(Input cause, Duration after);
}
