package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What systemd itself says of the unit; {@code systemd/test.sh} lets a booted one run it. */
@EnabledIf("isSystemdInstalled")
class ServiceUnitIT {
    private static final Path UNIT = Path.of("systemd", "crownstone2mqtt.service");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final String INSTALLED_JAVA = "/usr/lib/crownstone2mqtt/runtime/bin/java";

    @TempDir
    private Path folder;

    static boolean isSystemdInstalled() {
        return Files.isExecutable(ANALYZE);
    }

    /** It exits with 0 on an unknown key, but not in silence. */
    @Test
    void isAccepted() throws Exception {
        assertThat(analyze("verify", unitThatCanStart().toString())).isEqualTo("exit code 0\n");
    }

    @Test
    void isExposedByAScoreOfAtMostOnePointFive() throws Exception {
        assertThat(analyze("security", "--offline=true", "--threshold=15", UNIT.toString()))
                .startsWith("exit code 0\n")
                .contains("Overall exposure level for crownstone2mqtt.service: 1.");
    }

    /** Only a program that exists passes. */
    private Path unitThatCanStart() throws IOException {
        var text = Files.readString(UNIT);
        assertThat(text).contains("ExecStart=" + INSTALLED_JAVA + " ");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Files.writeString(folder.resolve("crownstone2mqtt.service"), text.replace(INSTALLED_JAVA, java));
    }

    private String analyze(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(ANALYZE.toString()));
        command.addAll(List.of(arguments));
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return "exit code " + process.exitValue() + "\n" + Files.readString(output);
    }
}
