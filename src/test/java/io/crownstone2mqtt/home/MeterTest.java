package io.crownstone2mqtt.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 1,000 W are 60,000 J a minute. */
class MeterTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static MeterReading reading(int minute, double joules) {
        return new MeterReading(joules, NOON.plus(Duration.ofMinutes(minute)));
    }

    /** Written as {@code minute joules, minute joules}. */
    private static List<MeterReading> readings(String text) {
        return Stream.of(text.split(", "))
                .map(each -> each.split(" "))
                .map(each -> reading(Integer.parseInt(each[0]), Double.parseDouble(each[1])))
                .toList();
    }

    private static Meter meter(String day, @Nullable Meter known, int nowMinute) {
        return Meter.of(readings(day), known, NOON.plus(Duration.ofMinutes(nowMinute)));
    }

    @ParameterizedTest(name = "{0}: {1} at minute {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            two readings            | 0 0, 5 300000            | 6   | 1000 | 300000
            one reading             | 5 300000                 | 6   | none | 0
            nothing consumed        | 0 7, 5 7                 | 6   | 0    | 0
            the counter restarted   | 0 900000, 5 30000        | 6   | none | 30000
            before that             | 0 9, 60 2, 65 300002     | 66  | 1000 | 300002
            to zero                 | 0 900000, 5 0            | 6   | none | 0
            a gap of 2 h            | 0 0, 120 7200000         | 121 | 1000 | 7200000
            a gap of more           | 0 0, 121 7260000         | 122 | none | 7260000
            the newest is 2 h old   | 0 0, 5 300000            | 125 | 1000 | 300000
            the newest is older     | 0 0, 5 300000            | 126 | none | 300000
            ahead of the cloud      | 0 0, 5 300000            | 0   | 1000 | 300000
            """)
    void tells_power_and_consumption_of_the_day(
            String name, String day, int nowMinute, @Nullable Double watts, double joulesToday) {
        Meter meter = meter(day, null, nowMinute);

        assertThat(meter.last()).isEqualTo(readings(day).getLast());
        assertThat(meter.watts()).isEqualTo(watts);
        assertThat(meter.joulesToday()).isEqualTo(joulesToday);
    }

    @ParameterizedTest(name = "{0}: known {1}, then {2} at minute {3}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            a finer reading was known    | 0 0, 55 0    | 0 0, 60 300000     | 61  | 60 | 1000
            a later one stands before    | 0 0          | 0 0, 55 0, 60 600  | 61  | 60 | 2
            nothing new                  | 0 0, 5 300000| 0 0, 5 300000      | 15  | 5  | 1000
            nothing new for long         | 0 0, 5 300000| 0 0, 5 300000      | 126 | 5  | none
            an older answer              | 0 0, 5 300000| 0 0                | 6   | 5  | 1000
            the same time, another value | 0 0, 5 300000| 0 0, 5 900000      | 6   | 5  | 1000
            a restart since then         | 0 0, 55 9000 | 0 0, 60 300        | 61  | 60 | none
            the first of the day         | 0 0, 5 0     | 10 300000          | 11  | 10 | 1000
            the first after a gap        | 0 0, 5 0     | 126 300000         | 127 | 126| none
            """)
    void goes_on_from_what_was_known(
            String name, String known, String day, int nowMinute, int lastMinute, @Nullable Double watts) {
        Meter meter = meter(day, meter(known, null, 6), nowMinute);

        assertThat(meter.last().at()).isEqualTo(NOON.plus(Duration.ofMinutes(lastMinute)));
        assertThat(meter.watts()).isEqualTo(watts);
    }

    @Test
    void another_day_begins_at_nothing() {
        Meter yesterday = meter("0 0, 5 300000", null, 6);

        assertThat(meter("10 300000", yesterday, 11).joulesToday()).isZero();
        assertThat(meter("10 300000, 15 360000", yesterday, 16).kilowattHoursToday())
                .isEqualTo(60_000 / 3_600_000.0);
    }

    @Test
    void what_is_outdated_still_tells_the_last_reading_alone() {
        Meter meter = meter("0 0, 5 300000", null, 6);

        assertThat(meter.outdated()).isEqualTo(new Meter(meter.last(), null, null));
        assertThat(meter.outdated().kilowattHoursToday()).isNull();
    }

    @Test
    void without_readings_of_today_nothing_was_consumed_today() {
        Meter meter = meter("0 0, 5 300000", null, 6).withoutReadingsToday();

        assertThat(meter.kilowattHoursToday()).isZero();
        assertThat(meter.watts()).isEqualTo(1000);
    }

    /** By the time that passed, whatever the clock on the wall does: Amsterdam, 1,000 W. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 23",
        "2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, 25",
        "2026-11-21T23:00:00Z, 2026-11-22T23:00:00Z, 24"
    })
    void days_on_which_the_clocks_change(Instant midnight, Instant next, int hours) {
        List<MeterReading> day = new ArrayList<>();
        for (Instant at = midnight; !at.isAfter(next); at = at.plus(Duration.ofHours(1))) {
            day.add(new MeterReading(Duration.between(midnight, at).toSeconds() * 1000.0, at));
        }

        Meter meter = Meter.of(day, null, next);

        assertThat(meter.watts()).isEqualTo(1000);
        assertThat(meter.kilowattHoursToday()).isCloseTo(hours, within(1e-9));
        assertThat(meter.kilowattHours()).isCloseTo(hours, within(1e-9));
    }
}
