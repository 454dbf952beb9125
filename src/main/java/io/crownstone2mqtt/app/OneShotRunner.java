package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.util.function.Supplier;

/** Runs what is done once; a test looks at it instead. */
@FunctionalInterface
interface OneShotRunner {
    int run(OneShot task, Supplier<Settings> settings);
}
