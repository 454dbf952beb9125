package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.MeterReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyParserTest {
    private static final Instant ANSWERED = Instant.parse("2026-11-22T12:00:00Z");
    private static final CrownstoneId LAMP = new CrownstoneId("lamp");

    @Test
    void readingsAreInOrderOfTime() {
        MeterReadings readings = EnergyParser.readings(json("""
                [{"stoneId":"lamp","energyUsage":300,"timestamp":"2026-11-22T11:55:00.000Z"},
                {"stoneId":"kettle","energyUsage":7.5,"timestamp":"2026-11-22T12:50:00+01:00"},
                {"stoneId":"lamp","energyUsage":100,"timestamp":"2026-11-22T11:00:00.000Z"}]"""));

        assertThat(readings.date()).isEqualTo(ANSWERED);
        assertThat(readings.byCrownstone())
                .hasSize(2)
                .containsEntry(
                        LAMP, List.of(reading(100, "2026-11-22T11:00:00Z"), reading(300, "2026-11-22T11:55:00Z")))
                .containsEntry(new CrownstoneId("kettle"), List.of(reading(7.5, "2026-11-22T11:50:00Z")));
    }

    @Test
    void ofTwoAtOneTimeTheLastCounts() {
        assertThat(EnergyParser.readings(json("""
                [{"stoneId":"lamp","energyUsage":1,"timestamp":"2026-11-22T11:00:00Z"},
                {"stoneId":"lamp","energyUsage":2,"timestamp":"2026-11-22T11:00:00Z"}]""")).byCrownstone())
                .containsEntry(LAMP, List.of(reading(2, "2026-11-22T11:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "12"      | "2026-11-22T11:00:00Z"  | true
            0         | "2026-11-22T11:00:00Z"  | true
            5e9       | "2026-11-22T12:10:00Z"  | true
            5         | "2026-11-22T12:10:01Z"  | false
            -1        | "2026-11-22T11:00:00Z"  | false
            1e999     | "2026-11-22T11:00:00Z"  | false
            "NaN"     | "2026-11-22T11:00:00Z"  | false
            "much"    | "2026-11-22T11:00:00Z"  | false
            null      | "2026-11-22T11:00:00Z"  | false
            {}        | "2026-11-22T11:00:00Z"  | false
            5         | "yesterday"             | false
            5         | 1795348800000           | false
            5         | null                    | false
            """)
    void onlyWhatCanBeAReadingCounts(String usage, String timestamp, boolean counts) {
        String other = "{\"stoneId\":\"kettle\",\"energyUsage\":1,\"timestamp\":\"2026-11-22T11:00:00Z\"}";
        MeterReadings readings = EnergyParser.readings(json("[{\"stoneId\":\"lamp\",\"energyUsage\":" + usage
                + ",\"timestamp\":" + timestamp + "}," + other + "]"));

        assertThat(readings.byCrownstone().containsKey(LAMP)).isEqualTo(counts);
        assertThat(readings.byCrownstone()).containsKey(new CrownstoneId("kettle"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "[{\"stoneId\":7}]", "[{\"stoneId\":\"a/b\",\"energyUsage\":1}]"})
    void withoutReadingsNothingIsKnown(String json) {
        assertThat(EnergyParser.readings(json(json)).byCrownstone()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{}", "\"x\"", "{\"error\":{}}", "true"})
    void whatIsNoListIsUnreadable(String json) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> EnergyParser.readings(json(json)))
                .satisfies(e -> assertThat(e.problem()).isInstanceOf(CloudProblem.Unreadable.class));
    }

    @Test
    void thePermissionIsTrueOrFalse() {
        assertThat(EnergyParser.permission(json("true"))).isTrue();
        assertThat(EnergyParser.permission(json("false"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"true\"", "[]", "{}"})
    void anythingElseIsNoPermission(String json) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> EnergyParser.permission(json(json)))
                .satisfies(e -> assertThat(e.problem()).isInstanceOf(CloudProblem.Unreadable.class));
    }

    private static MeterReading reading(double joules, String at) {
        return new MeterReading(joules, Instant.parse(at));
    }

    private static JsonReader json(String text) {
        return new JsonReader(text.getBytes(StandardCharsets.UTF_8), _ -> {}, ANSWERED);
    }
}
