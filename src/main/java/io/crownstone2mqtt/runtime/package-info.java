/**
 * Where the threads live: the loop that steps the bridge, its inbox, and the running of its effects.
 * Nothing here decides; the bridge does.
 */
@NullMarked
package io.crownstone2mqtt.runtime;

import org.jspecify.annotations.NullMarked;
