/** Takes the names, ids and addresses of a home out of what a bug report says about its bridge. Does no I/O. */
@NullMarked
package io.crownstone2mqtt.diagnostics;

import org.jspecify.annotations.NullMarked;
