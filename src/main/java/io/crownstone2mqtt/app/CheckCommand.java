package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description =
                "Tests the configuration, the login to the cloud, the event stream, the login to the broker and the"
                        + " rights there. Changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
    private final OneShotRunner runner;

    @Mixin
    private final ConfigOption config;

    CheckCommand(ConfigOption config, OneShotRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new Check(), config::load);
    }
}
