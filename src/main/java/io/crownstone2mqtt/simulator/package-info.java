/**
 * A simulated Crownstone cloud on loopback: REST and event stream as the real ones were recorded to speak.
 * The demo and the integration tests run against it. It fails on request in every way in which the real one was seen to fail.
 * It knows nothing of the client: both are built to the recordings.
 */
@NullMarked
package io.crownstone2mqtt.simulator;

import org.jspecify.annotations.NullMarked;
