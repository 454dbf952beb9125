package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon. */
@Command(
        name = "run",
        description = "Runs the bridge until it is stopped (the default command).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
    private final DaemonRunner daemon;

    @Mixin
    private final ConfigOption config;

    RunCommand(ConfigOption config, DaemonRunner daemon) {
        this.config = config;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        return daemon.run(config::load);
    }
}
