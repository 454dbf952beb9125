package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalEnvironmentTest {
    @Test
    void colour_is_welcome_unless_forbidden() {
        assertThat(TerminalEnvironment.of(Map.of()).colour()).isTrue();
        assertThat(TerminalEnvironment.of(Map.of("NO_COLOR", "")).colour()).isTrue();
        assertThat(TerminalEnvironment.of(Map.of("TERM", "xterm-256color")).colour())
                .isTrue();
        assertThat(TerminalEnvironment.of(Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(TerminalEnvironment.of(Map.of("TERM", "dumb")).colour()).isFalse();
    }
}
