/** The corpus of the fuzzers, tried by every build; the fuzzers stand beside what they try. */
@NullMarked
package io.crownstone2mqtt.fuzz;

import org.jspecify.annotations.NullMarked;
