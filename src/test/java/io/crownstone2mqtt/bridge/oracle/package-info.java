/**
 * Whatever happens in whatever order, the bridge shows what the cloud holds. The whole bridge step runs in simulated time
 * against a simulated cloud and broker; the truth it is compared with is the cloud's, never the bridge's own.
 */
@NullMarked
package io.crownstone2mqtt.bridge.oracle;

import org.jspecify.annotations.NullMarked;
