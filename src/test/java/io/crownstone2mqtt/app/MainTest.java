package io.crownstone2mqtt.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void returnsTheExitCode() {
        assertThat(Main.run("--config", "no-such-folder/missing.conf")).isEqualTo(ExitCode.CONFIGURATION);
    }
}
