package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource({
        "Desk lamp, desk-lamp",
        "Café №5, cafe-no5",
        "  --Ceiling é \"q\"--  , ceiling-e-q",
        "a/b+c#d, a-b-c-d",
        "ÅÄÖ, aao",
        "Lamp 💡 two, lamp-two",
        "İstanbul, istanbul",
        "ﬁve, five",
        "straße, stra-e"
    })
    void keeps_letters_and_digits(String name, String slug) {
        assertThat(Slug.of(name)).isEqualTo(slug);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "💡", "///", "日本"})
    void is_empty_when_nothing_is_left(String name) {
        assertThat(Slug.of(name)).isEmpty();
    }
}
