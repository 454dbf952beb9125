package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.BrokerSettings;
import io.crownstone2mqtt.config.ConfigFiles;
import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ProcessText;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where commands read the settings. The file is the one named on the command line; null if none was named.
 *
 * <p>All methods throw {@link io.crownstone2mqtt.config.ConfigException} with everything that is wrong.
 */
interface Configuration {
    /** All settings. */
    Settings load(@Nullable Path file);

    /** What identifies the bridge; passwords are not read. */
    HealthSettings loadForHealth(@Nullable Path file);

    /** What concerns the broker; no account is needed. */
    BrokerSettings loadForBroker(@Nullable Path file);

    /** The variables of this process. */
    Map<String, String> environment();

    /** The named file or the one in the usual places, under the environment of this process. */
    static Configuration ofProcess() {
        ConfigFiles files = ConfigFiles.standard();
        return new Configuration() {
            @Override
            public Map<String, String> environment() {
                return ProcessText.environment();
            }

            @Override
            public Settings load(@Nullable Path file) {
                return SettingsLoader.load(files.locate(file));
            }

            @Override
            public HealthSettings loadForHealth(@Nullable Path file) {
                return SettingsLoader.loadForHealth(files.locate(file));
            }

            @Override
            public BrokerSettings loadForBroker(@Nullable Path file) {
                return SettingsLoader.loadForBroker(files.locate(file));
            }
        };
    }
}
