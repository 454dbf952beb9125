package io.crownstone2mqtt.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Removes what a bridge has left on the broker. */
@FunctionalInterface
interface PurgeRunner {
    /**
     * Does it; returns an {@link ExitCode}.
     *
     * @param named the configuration file; null if none was named
     */
    int run(@Nullable Path named, PurgeOptions options);
}
