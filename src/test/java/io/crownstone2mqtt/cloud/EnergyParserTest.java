package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.MeterReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyParserTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final CrownstoneId ONE = new CrownstoneId("6b028fa75ce0e2108f1182ed");

    private static JsonReader json(String text) {
        return new JsonReader(text.getBytes(StandardCharsets.UTF_8), _ -> {}, NOW);
    }

    private static String reading(String stone, String joules, String time) {
        return "{\"stoneId\":%s,\"energyUsage\":%s,\"timestamp\":%s}".formatted(stone, joules, time);
    }

    private static String usual(String joules, String time) {
        return reading("\"" + ONE + "\"", joules, "\"" + time + "\"");
    }

    @Test
    void readsEachCrownstonesReadingsInOrderOfTime() {
        MeterReadings read = EnergyParser.readings(json("[" + usual("7200000", "2026-11-27T11:55:00.000Z") + ","
                + usual("3600000", "2026-11-27T11:00:00.000Z") + "]"));

        assertThat(read.byCrownstone())
                .containsOnlyKeys(ONE)
                .hasEntrySatisfying(
                        ONE,
                        readings -> assertThat(readings)
                                .containsExactly(
                                        new MeterReading(3_600_000, Instant.parse("2026-11-27T11:00:00Z")),
                                        new MeterReading(7_200_000, Instant.parse("2026-11-27T11:55:00Z"))));
        assertThat(read.date()).isEqualTo(NOW);
    }

    @Test
    void leavesOutWhatIsNoReading() {
        String time = "\"2026-11-27T11:00:00Z\"";
        MeterReadings read = EnergyParser.readings(json("["
                + String.join(
                        ",",
                        reading("null", "5", time),
                        reading("\"../x\"", "5", time),
                        usual("-1", "2026-11-27T11:00:00Z"),
                        usual("null", "2026-11-27T11:00:00Z"),
                        usual("\"many\"", "2026-11-27T11:00:00Z"),
                        usual("5", "yesterday"),
                        usual("5", "2031-01-01T00:00:00Z"),
                        usual("\"6\"", "2026-11-27T11:00:00Z"))
                + "]"));

        assertThat(read.byCrownstone())
                .hasEntrySatisfying(
                        ONE,
                        readings -> assertThat(readings)
                                .containsExactly(new MeterReading(6, Instant.parse("2026-11-27T11:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "7", "[1,2]", "\"[]\""})
    void refusesWhatIsNoList(String answer) {
        assertThatThrownBy(() -> EnergyParser.readings(json(answer))).isInstanceOf(CloudException.class);
    }

    @Test
    void readsAnEmptyListAndThePermission() {
        assertThat(EnergyParser.readings(json("[]")).byCrownstone()).isEmpty();
        assertThat(EnergyParser.permission(json("true"))).isTrue();
        assertThat(EnergyParser.permission(json("false"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "1", "\"true\"", "[true]"})
    void refusesWhatIsNoPermission(String answer) {
        assertThatThrownBy(() -> EnergyParser.permission(json(answer))).isInstanceOf(CloudException.class);
    }
}
