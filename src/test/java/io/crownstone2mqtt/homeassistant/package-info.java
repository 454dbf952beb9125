/** The bridge together with a real Home Assistant, see {@code src/test/home-assistant}. */
@NullMarked
package io.crownstone2mqtt.homeassistant;

import org.jspecify.annotations.NullMarked;
