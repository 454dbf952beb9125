/**
 * The home as files for other programs: openHAB's configuration, a dashboard for Home Assistant, a diagram. Pure functions
 * of the home and the options of the mirror, so that topics and entity ids are those that the mirror really uses.
 */
@NullMarked
package io.crownstone2mqtt.export;

import org.jspecify.annotations.NullMarked;
