package io.crownstone2mqtt.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchCommand.Percentage;
import io.crownstone2mqtt.home.SwitchCommand.TurnOff;
import io.crownstone2mqtt.home.SwitchCommand.TurnOn;
import io.crownstone2mqtt.testing.RandomInputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"ON", "on", " On\n", "{\"state\":\"ON\"}", "{\"state\":\"on\",\"transition\":2.5,\"flash\":10}"})
    void on_is_turn_on(String payload) {
        assertThat(command(payload)).isEqualTo(new TurnOn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "off", "{\"state\":\"OFF\"}", "{\"state\":\"OFF\",\"brightness\":70}"})
    void off_is_turn_off_and_beats_brightness(String payload) {
        assertThat(command(payload)).isEqualTo(new TurnOff());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                                 | 0
            50                                | 50
            100                               | 100
            35.4                              | 35
            99.5                              | 100
            0.4                               | 0
            1                                 | 10
            9.4                               | 10
            +20                               | 20
            20.                               | 20
            {"brightness":40}                 | 40
            {"brightness":"40"}               | 40
            {"brightness":20.0,"state":"ON"}  | 20
            {"state":null,"brightness":7}     | 10
            {"brightness":4e1}                | 40
            """)
    void a_number_is_a_percentage(String payload, int percentage) {
        assertThat(command(payload)).isEqualTo(new Percentage(percentage));
    }

    @Test
    void toggle_may_say_how_bright_on_is() {
        assertThat(parse("toggle")).isEqualTo(new SetRequest.Toggle(new TurnOn(), null));
        assertThat(parse("{\"state\":\"TOGGLE\",\"brightness\":30,\"id\":\"7\"}"))
                .isEqualTo(new SetRequest.Toggle(new Percentage(30), "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "maybe",
                "true",
                "-1",
                "100.1",
                "101",
                "1e3",
                "NaN",
                "0x10",
                "١٢",
                "null",
                "[]",
                "\"ON\"",
                "{",
                "{}",
                "{\"state\":\"DIM\"}",
                "{\"state\":1}",
                "{\"brightness\":-1}",
                "{\"brightness\":101}",
                "{\"brightness\":\"bright\"}",
                "{\"brightness\":true}",
                "{\"brightness\":[50]}",
                "{\"brightness\":1e999999999}",
                "{\"brightness\":1e-999999999}",
                "{\"brightness\":0e204444444444444444444444444444444400}",
                "{\"state\":\"ON\"} {\"state\":\"OFF\"}"
            })
    void anything_else_is_rejected_with_a_reason(String payload) {
        assertThat(parse(payload))
                .isInstanceOfSatisfying(
                        SetRequest.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isNotBlank());
    }

    @Test
    void deep_and_long_payloads_are_rejected() {
        assertThat(parse("{\"a\":".repeat(700) + "1" + "}".repeat(700))).isInstanceOf(SetRequest.Rejected.class);
        assertThat(CommandParser.parse(new byte[1_000_000])).isInstanceOf(SetRequest.Rejected.class);
        assertThat(CommandParser.parse(new byte[] {(byte) 0xc3, 0x28})).isInstanceOf(SetRequest.Rejected.class);
    }

    @Test
    void the_id_is_echoed() {
        assertThat(parse("{\"state\":\"ON\",\"id\":\"abc\"}").id()).isEqualTo("abc");
        assertThat(parse("{\"state\":\"ON\",\"id\":12}").id()).isEqualTo("12");
        assertThat(parse("{\"state\":\"DIM\",\"id\":\"abc\"}").id()).isEqualTo("abc");
        assertThat(parse("{\"state\":\"ON\",\"id\":{\"a\":1}}").id()).isNull();
    }

    @Test
    void no_payload_makes_it_throw() {
        RandomInputs.check(
                1_000,
                random -> assertThat(CommandParser.parse(RandomInputs.bytes(random, 255)))
                        .isNotNull());
    }

    @Test
    void no_text_in_json_makes_it_throw() {
        RandomInputs.check(1_000, random -> {
            String state = RandomInputs.text(random, 100);
            String brightness = RandomInputs.text(random, 100);
            assertThat(parse("{\"state\":\"" + state + "\",\"brightness\":" + brightness + "}"))
                    .isNotNull();
        });
    }

    private static SwitchCommand command(String payload) {
        assertThat(parse(payload)).isInstanceOf(SetRequest.SwitchTo.class);
        return ((SetRequest.SwitchTo) parse(payload)).command();
    }

    private static SetRequest parse(String payload) {
        return CommandParser.parse(payload.getBytes(UTF_8));
    }
}
