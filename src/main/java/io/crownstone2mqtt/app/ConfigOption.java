package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of every command that reads the configuration. */
final class ConfigOption {
    private final SettingsSource settings;
    private final @Nullable ConfigOption beforeCommand;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file. Default: ./application.conf if present,"
                    + " else /etc/crownstone2mqtt/application.conf if present, else the environment only.")
    private @Nullable Path file;

    ConfigOption(SettingsSource settings, @Nullable ConfigOption beforeCommand) {
        this.settings = settings;
        this.beforeCommand = beforeCommand;
    }

    Settings load() {
        return settings.load(named());
    }

    /** {@code --config FILE run} means the same as {@code run --config FILE}; null if no file was named. */
    @Nullable
    Path named() {
        return file != null || beforeCommand == null ? file : beforeCommand.file;
    }
}
