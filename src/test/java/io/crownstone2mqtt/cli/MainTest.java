package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.runtime.Faults;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void returnsTheExitCode() {
        assertThat(Main.run(new Faults(), System.err, "--config", "no-such-folder/missing.conf"))
                .isEqualTo(ExitCode.CONFIGURATION);
    }
}
