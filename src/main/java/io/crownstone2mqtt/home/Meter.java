package io.crownstone2mqtt.home;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The energy meter of a Crownstone.
 *
 * @param last the newest reading
 * @param watts the average power between the reading before and the newest one; null where there is none, or none that tells
 * @param joulesToday what was consumed since the first reading of the day, by the day of the sphere's time zone; null where
 *     that is not known any more
 */
public record Meter(
        MeterReading last, @Nullable Double watts, @Nullable Double joulesToday) {
    /** Between readings that are further apart an average tells nothing of now. */
    public static final Duration LONGEST_GAP = Duration.ofHours(2);

    private static final double JOULES_PER_KILOWATT_HOUR = 3_600_000;

    /**
     * From new readings of a day.
     *
     * @param day in order of time, not empty
     * @param known what was known before
     * @param now by the cloud's clock
     */
    public static Meter of(List<MeterReading> day, @Nullable Meter known, Instant now) {
        MeterReading newest = day.getLast();
        double today = consumed(day);
        if (known != null && !newest.at().isAfter(known.last.at())) {
            return new Meter(known.last, isOld(known.last, now) ? null : known.watts, today);
        }
        MeterReading before = day.size() > 1 ? day.get(day.size() - 2) : null;
        if (known != null && (before == null || known.last.at().isAfter(before.at()))) {
            before = known.last;
        }
        return new Meter(newest, isOld(newest, now) ? null : power(before, newest), today);
    }

    /** The day has no reading of it so far: another day has begun. */
    public Meter withoutReadingsToday() {
        return new Meter(last, watts, 0.0);
    }

    /** Its last reading is so old that neither the average nor the consumption of today is right any more. */
    public Meter outdated() {
        return new Meter(last, null, null);
    }

    public double kilowattHours() {
        return last.joules() / JOULES_PER_KILOWATT_HOUR;
    }

    public @Nullable Double kilowattHoursToday() {
        return joulesToday == null ? null : joulesToday / JOULES_PER_KILOWATT_HOUR;
    }

    private static boolean isOld(MeterReading reading, Instant now) {
        return Duration.between(reading.at(), now).compareTo(LONGEST_GAP) > 0;
    }

    private static @Nullable Double power(@Nullable MeterReading before, MeterReading now) {
        if (before == null || now.joules() < before.joules()) {
            return null;
        }
        Duration between = Duration.between(before.at(), now.at());
        return between.isPositive() && between.compareTo(LONGEST_GAP) <= 0
                ? (now.joules() - before.joules()) * 1000 / between.toMillis()
                : null;
    }

    /** A meter that began again has consumed what it shows. */
    private static double consumed(List<MeterReading> readings) {
        double joules = 0;
        for (int i = 1; i < readings.size(); i++) {
            double difference = readings.get(i).joules() - readings.get(i - 1).joules();
            joules += difference < 0 ? readings.get(i).joules() : difference;
        }
        return joules;
    }
}
