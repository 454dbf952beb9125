package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Shows which retained topics the bridge would create, change or remove on the broker."
                + " Changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PlanCommand implements Callable<Integer> {
    private final OneShotRunner runner;

    @Mixin
    private final ConfigOption config;

    @Option(names = "--json", description = "Writes JSON, for programs.")
    private boolean json;

    PlanCommand(ConfigOption config, OneShotRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new Planning(json), config::load);
    }
}
