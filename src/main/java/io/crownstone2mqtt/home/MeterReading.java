package io.crownstone2mqtt.home;

import java.time.Instant;

/**
 * What the energy meter of a Crownstone showed.
 *
 * @param joules since the meter began to count, at least 0; a Crownstone that restarted begins again
 * @param at when, by the clock of the hub that uploaded it
 */
public record MeterReading(double joules, Instant at) {}
