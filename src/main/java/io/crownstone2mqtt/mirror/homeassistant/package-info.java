/**
 * Home Assistant's MQTT discovery: typed configurations, rendered the same for the same thing, byte for byte.
 * Home Assistant never tells a bridge what it rejects, so every rule that it was seen to enforce is kept here:
 * no unknown key in strict blocks, no null but a name, ids of letters, digits, {@code _} and {@code -}.
 */
@NullMarked
package io.crownstone2mqtt.mirror.homeassistant;

import org.jspecify.annotations.NullMarked;
