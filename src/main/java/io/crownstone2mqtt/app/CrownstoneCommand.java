package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line without a command: the daemon. */
@Command(
        name = "crownstone2mqtt",
        description = "Bridges the Crownstone cloud to MQTT, Home Assistant and openHAB.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"", "Without a command it runs the bridge."})
final class CrownstoneCommand implements Callable<Integer> {
    private final DaemonRunner daemon;

    @Mixin
    private final ConfigOption config;

    CrownstoneCommand(ConfigOption config, DaemonRunner daemon) {
        this.config = config;
        this.daemon = daemon;
    }

    @Override
    public Integer call() {
        return daemon.run(config::load);
    }
}
