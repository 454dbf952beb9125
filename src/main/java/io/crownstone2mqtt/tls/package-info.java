/** Certificates and keys in files, as the settings of the cloud and of the broker name them. Knows nobody. */
@NullMarked
package io.crownstone2mqtt.tls;

import org.jspecify.annotations.NullMarked;
