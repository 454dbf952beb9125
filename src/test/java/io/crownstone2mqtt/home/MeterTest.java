package io.crownstone2mqtt.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-26T23:00:00Z");

    /** {@code minute:joules} each, separated by blanks. */
    private static List<MeterReading> readings(String text) {
        List<MeterReading> readings = new ArrayList<>();
        for (String each : text.split(" ", -1)) {
            String[] parts = each.split(":", 2);
            readings.add(new MeterReading(Double.parseDouble(parts[1]), minute(Integer.parseInt(parts[0]))));
        }
        return readings;
    }

    private static Instant minute(int minute) {
        return MIDNIGHT.plusSeconds(minute * 60L);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "0:0 60:360000, 61, 100, 0.1",
                "0:0 60:360000 65:363000, 66, 10, 0.100833",
                "0:5, 1, none, 0",
                "0:1000 60:1000, 61, 0, 0",
                // It began again: what it shows has been consumed since then.
                "0:7200000 60:36000, 61, none, 0.01",
                "0:7200000 60:36000 120:72000, 121, 10, 0.02",
                // Up to two hours apart.
                "0:0 120:720000, 121, 100, 0.2",
                "0:0 121:720000, 122, none, 0.2",
                // Older than two hours when the cloud answers.
                "0:0 60:360000, 180, 100, 0.1",
                "0:0 60:360000, 181, none, 0.1",
                // The day of 25 hours.
                "0:0 1440:86400000 1500:90000000, 1501, 1000, 25"
            })
    void tells_energy_power_and_what_was_consumed_today(
            String day, int answeredAt, @Nullable Double watts, double today) {
        Meter meter = Meter.of(readings(day), null, minute(answeredAt));

        assertThat(meter.watts()).isEqualTo(watts);
        assertThat(meter.kilowattHoursToday()).isCloseTo(today, Offset.offset(0.000_001));
        assertThat(meter.kilowattHours()).isEqualTo(readings(day).getLast().joules() / 3_600_000);
    }

    @Test
    void the_reading_that_was_known_counts_as_the_one_before() {
        Meter known = Meter.of(readings("0:0 60:360000"), null, minute(61));

        assertThat(Meter.of(readings("0:0 60:360000 70:420000"), known, minute(71))
                        .watts())
                .isEqualTo(100.0);
        assertThat(Meter.of(readings("0:0 80:420000"), known, minute(81)).watts())
                .isEqualTo(50.0);
    }

    @Test
    void on_a_new_day_the_last_reading_of_the_old_one_still_counts() {
        Meter known = Meter.of(readings("0:0 1435:1000000"), null, minute(1436));
        Meter after = Meter.of(readings("1445:1060000"), known, minute(1446));

        assertThat(after.watts()).isEqualTo(100.0);
        assertThat(after.joulesToday()).isZero();
    }

    @Test
    void without_anything_newer_all_stays_until_it_is_old() {
        Meter known = Meter.of(readings("0:0 60:360000"), null, minute(61));

        assertThat(Meter.of(readings("0:0 60:360000"), known, minute(120))).isEqualTo(known);
        assertThat(Meter.of(readings("0:0 60:360000"), known, minute(181))).isEqualTo(known.withoutPower());
    }
}
