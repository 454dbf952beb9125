package io.crownstone2mqtt.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the settings from the defaults, a file over them, and the environment over both. */
public final class SettingsLoader {
    private SettingsLoader() {}

    /**
     * Loads with the environment of this process.
     *
     * @param file the configuration file; null if there is none
     * @throws ConfigException something is wrong; it says everything that is
     */
    public static Settings load(@Nullable Path file) {
        return load(file, System.getenv());
    }

    /**
     * Loads with the given environment.
     *
     * @param file the configuration file; null if there is none
     * @param environment the variables of {@code reference.conf} and those that the file refers to; empty ones count as
     *     not set
     * @throws ConfigException something is wrong; it says everything that is
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment) {
        var report = new Report();
        var variables = new Environment(environment);
        var defaults = Defaults.load();
        var values = file == null ? defaults : new HoconFile(file, variables, report).over(defaults);
        if (values == null) {
            throw report.exception();
        }
        var settings = new SettingsReader(variables, report, KnownKeys.of(defaults)).read(values, defaults);
        report.throwIfAny();
        return settings;
    }
}
