package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessTextTest {
    private static byte[] kernel(String... entries) {
        return (String.join("\0", entries) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsTheVariablesAgain() {
        Map<String, String> variables = ProcessText.environment(
                Map.of("A", "p\uFFFD\uFFFD", "B", "plain", "EMPTY", ""),
                kernel("A=pä", "B=plain", "A=later", "EMPTY="));

        assertThat(variables).isEqualTo(Map.of("A", "pä", "B", "plain", "EMPTY", ""));
    }

    @Test
    void leavesWhatIsNoUtf8() {
        byte[] latin = "A=p\u00e4\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ProcessText.environment(Map.of("A", "p\uFFFD"), latin)).isEqualTo(Map.of("A", "p\uFFFD"));
        assertThat(ProcessText.environment(Map.of("A", "pä"), latin)).isEqualTo(Map.of("A", "pä"));
    }

    @Test
    void takesTheLastWordsOfTheCommandLine() {
        String[] known = {"switch", "K\uFFFD\uFFFDche", "", "on"};

        assertThat(ProcessText.arguments(known, kernel("java", "-jar", "x.jar", "switch", "Küche", "", "on")))
                .containsExactly("switch", "Küche", "", "on");
    }

    @Test
    void leavesArgumentsThatStandElsewhere() {
        String[] known = {"switch", "K\uFFFD\uFFFDche", "on"};

        assertThat(ProcessText.arguments(known, kernel("java", "@größe"))).isEqualTo(known);
        assertThat(ProcessText.arguments(known, new byte[0])).isEqualTo(known);
    }
}
