package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.util.function.Supplier;

/** Something that is done once. */
interface OneShot {
    /**
     * Does it.
     *
     * @param settings to be asked once
     * @return an {@link ExitCode}
     * @throws CommandFailure if it cannot be done
     */
    int run(Supplier<Settings> settings, Console console);
}
