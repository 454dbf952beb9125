package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.MeterReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The readings of a sphere's energy meters of one day.
 *
 * @param byCrownstone in order of time, at least one each; of Crownstones that nobody reads there is nothing
 * @param date when the cloud answered, by its clock
 */
public record MeterReadings(Map<CrownstoneId, List<MeterReading>> byCrownstone, Instant date) {}
