@NullMarked
package io.crownstone2mqtt.mirror;

import org.jspecify.annotations.NullMarked;
