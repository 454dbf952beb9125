/** What the machine around the bridge wants to know of it: whether it has started, how it does, and that it still lives. */
@NullMarked
package io.crownstone2mqtt.monitoring;

import org.jspecify.annotations.NullMarked;
