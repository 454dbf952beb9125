/** The command line: one class a command, with its options and its work. Nothing imports it. */
@NullMarked
package io.crownstone2mqtt.cli;

import org.jspecify.annotations.NullMarked;
