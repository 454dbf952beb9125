package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
    @TempDir
    Path folder;

    @Test
    void takesTheNamedFileEvenIfItIsMissing() {
        var files = new ConfigFiles(List.of(folder));

        assertThat(files.locate(Path.of("missing.conf"))).isEqualTo(Path.of("missing.conf"));
    }

    @Test
    void takesTheFirstThatExists() throws IOException {
        var missing = folder.resolve("a.conf");
        var second = Files.createFile(folder.resolve("b.conf"));
        var third = Files.createFile(folder.resolve("c.conf"));

        assertThat(new ConfigFiles(List.of(missing, second, third)).locate(null))
                .isEqualTo(second);
    }

    @Test
    void doesWithoutAFile() {
        assertThat(new ConfigFiles(List.of(folder.resolve("a.conf"))).locate(null))
                .isNull();
    }

    @Test
    void looksWhereTheManualSays() {
        assertThat(ConfigFiles.standard().usualPlaces())
                .containsExactly(Path.of("application.conf"), Path.of("/etc/crownstone2mqtt/application.conf"));
    }
}
