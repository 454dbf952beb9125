package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "keys",
        description =
                "Writes the Bluetooth keys of the spheres as JSON. Who has them can switch the house: keep them safe.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class KeysCommand implements Callable<Integer> {
    private final OneShotRunner runner;

    @Mixin
    private final ConfigOption config;

    @Option(names = "--sphere", paramLabel = "NAME", description = "Only the keys of this sphere; a name or an id.")
    private @Nullable String sphere;

    KeysCommand(ConfigOption config, OneShotRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new KeyPrinting(sphere), config::load);
    }
}
