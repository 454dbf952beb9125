/** Hosts and ports as URLs name them. It knows no other package. */
@NullMarked
package io.crownstone2mqtt.net;

import org.jspecify.annotations.NullMarked;
