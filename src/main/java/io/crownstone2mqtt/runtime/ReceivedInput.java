package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Input;

/**
 * Something that happened, and when.
 *
 * @param at by System.nanoTime()
 */
record ReceivedInput(Input input, long at) {
    static ReceivedInput now(Input input) {
        return new ReceivedInput(input, System.nanoTime());
    }
}
