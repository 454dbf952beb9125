/** What several rooms do with text, and no library does for them. Pure; imports no other room. */
@NullMarked
package io.crownstone2mqtt.text;

import org.jspecify.annotations.NullMarked;
