package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.daemon.Version;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line without a command: the daemon. */
@Command(
        name = "crownstone2mqtt",
        description = "Bridges the Crownstone cloud to MQTT, Home Assistant and openHAB.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"", "Without a command it runs the bridge."},
        subcommands = {
            RunCommand.class,
            SetupCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            ListCommand.class,
            SwitchCrownstoneCommand.class,
            KeysCommand.class,
            PlanCommand.class,
            PurgeCommand.class,
            HealthCommand.class,
            ExportCommand.class,
            DiagnoseCommand.class
        })
final class CrownstoneCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Nullable
    Path file() {
        return config.file();
    }

    @Override
    public Integer call() throws Exception {
        return Objects.requireNonNull(spec)
                .commandLine()
                .getFactory()
                .create(RunCommand.class)
                .run(file());
    }
}
