package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
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
