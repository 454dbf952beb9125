/** The log: how its lines look and how they reach standard output, which never makes anybody wait. It knows no other package. */
@NullMarked
package io.crownstone2mqtt.logging;

import org.jspecify.annotations.NullMarked;
