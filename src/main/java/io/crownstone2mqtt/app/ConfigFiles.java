package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.FilePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file when none is named. */
record ConfigFiles(List<Path> usualPlaces) {
    static ConfigFiles standard() {
        return new ConfigFiles(
                List.of(FilePath.of("application.conf"), Path.of("/etc/crownstone2mqtt/application.conf")));
    }

    /** The named file, whether it exists or not; else the first that exists; else null. */
    @Nullable
    Path locate(@Nullable Path named) {
        return named != null
                ? named
                : usualPlaces.stream().filter(Files::exists).findFirst().orElse(null);
    }
}
