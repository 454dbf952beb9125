package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
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
        assertThat(Suggestion.distance(one, other)).isEqualTo(steps);
        assertThat(Suggestion.distance(other, one)).isEqualTo(steps);
    }

    @Test
    void findsTheNearest() {
        assertThat(Suggestion.nearest("pasword", List.of("password", "password-file", "passwords")))
                .isEqualTo("password");
    }

    @Test
    void doesNotGuess() {
        assertThat(Suggestion.nearest("colour", List.of("url", "port"))).isNull();
        assertThat(Suggestion.nearest("x".repeat(100_000), List.of("url"))).isNull();
    }
}
