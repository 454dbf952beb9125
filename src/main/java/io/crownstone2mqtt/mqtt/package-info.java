/**
 * The link to the MQTT broker: connects, stays connected, publishes and subscribes.
 * It knows nothing of homes; it carries messages and reports when the link goes up and down.
 */
@NullMarked
package io.crownstone2mqtt.mqtt;

import org.jspecify.annotations.NullMarked;
