package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the settings from the defaults, a file over them, and the environment over both. */
public final class SettingsLoader {
    private static final ConfigObject DEFAULTS = HoconParser.defaults();

    private SettingsLoader() {}

    /**
     * Loads with the environment of this process.
     *
     * @param file the configuration file; null if there is none
     * @throws ConfigException something is wrong; it says everything that is
     */
    public static Settings load(@Nullable Path file) {
        return load(file, ProcessText.environment());
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
        return load(file, environment, SettingsReader::read);
    }

    /**
     * Loads what a file would give that {@link NewFile#configuration} makes.
     *
     * @param values by path below {@code crownstone2mqtt}
     * @param source where they come from, for messages
     * @throws ConfigException something is wrong; it says everything that is
     */
    public static Settings load(Map<String, ?> values, String source, Map<String, String> environment) {
        var given = ConfigFactory.parseMap(values, source).atPath(ConfigKeys.TOP);
        return read(
                given.withFallback(DEFAULTS).root(),
                new Environment(environment),
                new ArrayList<>(),
                SettingsReader::read);
    }

    /**
     * Loads only what finds a running bridge: other settings may be wrong, and passwords that cannot be read are left out.
     *
     * @throws ConfigException the file cannot be read, or one of the needed settings is wrong
     */
    public static HealthSettings loadForHealth(@Nullable Path file, Map<String, String> environment) {
        return load(file, environment, SettingsReader::readForHealth);
    }

    /** The same with the environment of this process. */
    public static HealthSettings loadForHealth(@Nullable Path file) {
        return loadForHealth(file, ProcessText.environment());
    }

    /**
     * Loads only what concerns the broker: no account is needed.
     *
     * @throws ConfigException the file cannot be read, or one of the needed settings is wrong
     */
    public static BrokerSettings loadForBroker(@Nullable Path file, Map<String, String> environment) {
        return load(file, environment, SettingsReader::readForBroker);
    }

    /** The same with the environment of this process. */
    public static BrokerSettings loadForBroker(@Nullable Path file) {
        return loadForBroker(file, ProcessText.environment());
    }

    private static <T> T load(@Nullable Path file, Map<String, String> variables, Function<ConfigBlock, T> reading) {
        var problems = new ArrayList<ConfigProblem>();
        var environment = new Environment(variables);
        var values = file == null ? DEFAULTS : new HoconFile(file, environment, problems).over(DEFAULTS);
        if (values == null) {
            throw new ConfigException(problems);
        }
        return read(values, environment, problems, reading);
    }

    private static <T> T read(
            ConfigObject values,
            Environment environment,
            List<ConfigProblem> problems,
            Function<ConfigBlock, T> reading) {
        var read = reading.apply(new ConfigBlock(values, DEFAULTS, environment, problems));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return read;
    }
}
