/** What the machine around the bridge wants to know of it: whether it has started, its health, and that it still runs. */
@NullMarked
package io.crownstone2mqtt.monitoring;

import org.jspecify.annotations.NullMarked;
