package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Input;

/**
 * Something that happened, and when.
 *
 * @param at by System.nanoTime()
 */
record Arrival(Input input, long at) {
    static Arrival now(Input input) {
        return new Arrival(input, System.nanoTime());
    }
}
