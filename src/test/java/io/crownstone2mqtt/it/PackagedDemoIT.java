package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackagedDemoIT {
    /** The demo's own broker is not in the package. */
    @Test
    void withoutABrokerSaysInOneLineToNameOne() throws IOException, InterruptedException {
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("crownstone2mqtt.jar"),
                        "demo")
                .redirectErrorStream(true)
                .start();
        String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).startsWith("crownstone2mqtt: ").contains("--mqtt-url").hasLineCount(1);
        assertThat(demo.waitFor()).isEqualTo(1);
    }
}
