package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.util.function.Supplier;

/** The bridge at work, until it is told to stop. */
@FunctionalInterface
public interface DaemonRunner {
    /**
     * Blocks until the bridge has stopped.
     *
     * @param settings asked at the start, and at every restart that somebody asks for
     * @return an {@link ExitCode}
     */
    int run(Supplier<Settings> settings);
}
