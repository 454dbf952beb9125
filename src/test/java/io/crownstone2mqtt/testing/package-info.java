/** Brokers, a client and certificates for the integration tests. */
@NullMarked
package io.crownstone2mqtt.testing;

import org.jspecify.annotations.NullMarked;
