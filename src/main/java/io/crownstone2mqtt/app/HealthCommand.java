package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "health",
        description =
                "Asks the bridge that runs on this machine how it does, in one line; exit code 0 if all is well, 1"
                        + " if not.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class HealthCommand implements Callable<Integer> {
    private final HealthRunner health;

    @Mixin
    private final ConfigOption config;

    HealthCommand(ConfigOption config, HealthRunner health) {
        this.config = config;
        this.health = health;
    }

    @Override
    public Integer call() {
        return health.run(config.named());
    }
}
