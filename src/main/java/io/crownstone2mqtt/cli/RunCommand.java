package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.daemon.Version;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon. */
@Command(
        name = "run",
        description = "Runs the bridge until it is stopped (the default command).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
class RunCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return run(config.file());
    }

    /** Blocks until the bridge has stopped; the file is read again at every restart that somebody asks for. */
    int run(@Nullable Path file) {
        return new DaemonProcess(context.service(), context.console().errors(), context.faults())
                .run(() -> context.configuration().load(file));
    }
}
