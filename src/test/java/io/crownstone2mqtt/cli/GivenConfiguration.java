package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.BrokerSettings;
import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another environment than that of the process, and a file where the command line names none. */
record GivenConfiguration(@Nullable Path usual, Map<String, String> environment) implements Configuration {
    @Override
    public Settings load(@Nullable Path file) {
        return SettingsLoader.load(file == null ? usual : file, environment);
    }

    @Override
    public HealthSettings loadForHealth(@Nullable Path file) {
        return SettingsLoader.loadForHealth(file == null ? usual : file, environment);
    }

    @Override
    public BrokerSettings loadForBroker(@Nullable Path file) {
        return SettingsLoader.loadForBroker(file == null ? usual : file, environment);
    }
}
