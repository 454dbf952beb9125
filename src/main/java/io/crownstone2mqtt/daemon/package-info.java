/** The composition root: makes the rooms from the settings, starts them and stops them. */
@NullMarked
package io.crownstone2mqtt.daemon;

import org.jspecify.annotations.NullMarked;
