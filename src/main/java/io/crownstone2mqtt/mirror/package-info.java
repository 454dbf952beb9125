/**
 * The home as retained MQTT topics, and MQTT messages as commands: pure functions.
 * What the broker should hold is rendered from the home; what must be published is the difference of two renderings.
 * Topic names and payloads are those of docs/mqtt.md.
 */
@NullMarked
package io.crownstone2mqtt.mirror;

import org.jspecify.annotations.NullMarked;
