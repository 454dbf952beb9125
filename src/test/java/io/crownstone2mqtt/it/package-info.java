/** The whole bridge between a simulated cloud and real brokers, as its users see it. */
@NullMarked
package io.crownstone2mqtt.it;

import org.jspecify.annotations.NullMarked;
