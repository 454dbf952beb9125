package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoconParserTest {
    @Test
    void takesIncludeForAKeyWhereAValueFollows() {
        assertThat(HoconParser.withIncludeAsKey(
                        "spheres { include = [\"a\"], exclude = [] }\ninclude: 1\n{include += 2"))
                .isEqualTo("spheres { \"include\" = [\"a\"], exclude = [] }\n\"include\": 1\n{\"include\" += 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"a.conf\"",
                "include required(file(\"a.conf\"))",
                "a = \"include = 1\"",
                "a = \"\\\" include = 1\"",
                "a = \"\"\"\ninclude = 1\n\"\"\"",
                "# include = 1",
                "// include = 1",
                "spheres.include = 1",
                "\"include\" = 1",
                "my-include = 1",
                "a = \"\"\"open\ninclude \"b\"",
                "a = \"$1 \\\\ \""
            })
    void leavesEverythingElse(String text) {
        assertThat(HoconParser.withIncludeAsKey(text)).isEqualTo(text);
    }

    @Test
    void takesLongTexts() {
        var text = "\"" + "\\n".repeat(200_000) + "\" \"\"\"" + "x\n".repeat(200_000) + "\"\"\"";

        assertThat(HoconParser.withIncludeAsKey(text)).isEqualTo(text);
    }
}
