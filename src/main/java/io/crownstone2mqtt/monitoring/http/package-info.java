/** The HTTP endpoint: who may ask what, and the pages. The JDK's own server, on virtual threads. */
@NullMarked
package io.crownstone2mqtt.monitoring.http;

import org.jspecify.annotations.NullMarked;
