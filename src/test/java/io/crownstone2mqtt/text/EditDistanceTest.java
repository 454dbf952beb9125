package io.crownstone2mqtt.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, ABC, 0",
        "abc, acb, 1",
        "abc, ab, 1",
        "abc, xabc, 1",
        "abc, axc, 1",
        "kitten, sitting, 3",
        "ca, abc, 3"
    })
    void countsSteps(String one, String other, int steps) {
        assertThat(EditDistance.between(one, other)).isEqualTo(steps);
        assertThat(EditDistance.between(other, one)).isEqualTo(steps);
    }
}
