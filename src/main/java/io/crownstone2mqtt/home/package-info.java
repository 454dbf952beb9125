/**
 * The home as the Crownstone cloud knows it: spheres, Crownstones, locations, users and who is where.
 * Immutable values and pure functions only; nothing here knows of a clock, a thread, a network or a file.
 * Shapes and units follow the Crownstone cloud's REST API and event stream.
 */
@NullMarked
package io.crownstone2mqtt.home;

import org.jspecify.annotations.NullMarked;
