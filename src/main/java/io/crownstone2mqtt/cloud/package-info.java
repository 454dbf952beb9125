/**
 * The client of the Crownstone cloud's REST API and event stream; usable without the bridge.
 * Blocking and asynchronous; any number of accounts over one HTTP client. Errors are one exception with a reason.
 * Facts about the protocol were recorded from the real cloud; the recordings are the tests' data.
 */
@NullMarked
package io.crownstone2mqtt.cloud;

import org.jspecify.annotations.NullMarked;
