@NullMarked
package io.crownstone2mqtt.mirror.export;

import org.jspecify.annotations.NullMarked;
