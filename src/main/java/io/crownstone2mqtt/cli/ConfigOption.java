package io.crownstone2mqtt.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of every command that reads the configuration. */
final class ConfigOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file. Default: ./application.conf if present,"
                    + " else /etc/crownstone2mqtt/application.conf if present, else the environment only.")
    private @Nullable Path file;

    /** {@code --config FILE run} means the same as {@code run --config FILE}; null if no file was named. */
    @Nullable
    Path file() {
        if (file != null || command == null || command.parent() == null) {
            return file;
        }
        return command.root().userObject() instanceof CrownstoneCommand root ? root.file() : null;
    }
}
