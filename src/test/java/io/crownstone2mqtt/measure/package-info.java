/** Programs that measure how fast and how large the bridge is; docs/performance.md names each with its figures. */
@NullMarked
package io.crownstone2mqtt.measure;

import org.jspecify.annotations.NullMarked;
