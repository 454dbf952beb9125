package io.crownstone2mqtt.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file when none is named. */
public record ConfigFiles(List<Path> usualPlaces) {
    public static ConfigFiles standard() {
        return new ConfigFiles(
                List.of(FilePath.of("application.conf"), Path.of("/etc/crownstone2mqtt/application.conf")));
    }

    /** The named file, whether it exists or not; else the first that exists; else null. */
    @Nullable
    public Path locate(@Nullable Path named) {
        return named != null
                ? named
                : usualPlaces.stream().filter(Files::exists).findFirst().orElse(null);
    }
}
