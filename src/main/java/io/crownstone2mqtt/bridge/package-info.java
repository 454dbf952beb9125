/**
 * The bridge as a pure step: state, time and one input give the next state and the effects to run.
 * Knows no thread, socket, clock or log; everything that happens comes in as an input.
 * Timers are deadlines in the state.
 */
@NullMarked
package io.crownstone2mqtt.bridge;

import org.jspecify.annotations.NullMarked;
