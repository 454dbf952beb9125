package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads the settings; the path is null if no file was named and none is in the usual places. */
@FunctionalInterface
interface SettingsSource {
    Settings load(@Nullable Path file);
}
