/** When to try again what failed: the same rule for the broker, the cloud's events and its snapshots. Pure. */
@NullMarked
package io.crownstone2mqtt.retry;

import org.jspecify.annotations.NullMarked;
