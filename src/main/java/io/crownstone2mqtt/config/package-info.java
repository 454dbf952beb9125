/**
 * The settings: read from HOCON files and the environment, checked all at once, handed on as records.
 * The only place that knows Typesafe Config and reads the environment.
 */
@NullMarked
package io.crownstone2mqtt.config;

import org.jspecify.annotations.NullMarked;
