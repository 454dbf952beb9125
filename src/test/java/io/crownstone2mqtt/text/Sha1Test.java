package io.crownstone2mqtt.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha1Test {
    /** By the program sha1sum. */
    @ParameterizedTest
    @CsvSource({
        "'',     da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "abc,    a9993e364706816aba3e25717850c26c9cd0d89d",
        "Straße, 880c6886fd25455f5534ec8b46e24a832dfb43b3"
    })
    void isThatOfTheTextInUtf8(String text, String digits) {
        assertThat(Sha1.hex(text)).isEqualTo(digits);
    }
}
