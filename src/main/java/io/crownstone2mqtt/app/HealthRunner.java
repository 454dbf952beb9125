package io.crownstone2mqtt.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Asks a running bridge how it does. */
@FunctionalInterface
interface HealthRunner {
    /**
     * Asks once; returns an {@link ExitCode}.
     *
     * @param named the configuration file; null if none was named
     */
    int run(@Nullable Path named);
}
