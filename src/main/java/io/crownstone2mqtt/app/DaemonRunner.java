package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;

/** The bridge at work, until it is told to stop. */
@FunctionalInterface
public interface DaemonRunner {
    /** Blocks until the bridge has stopped; returns an {@link ExitCode}. */
    int run(Settings settings);
}
