package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "Lists what the accounts see in the cloud: spheres, locations, Crownstones and users.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ListCommand implements Callable<Integer> {
    private final OneShotRunner runner;

    @Mixin
    private final ConfigOption config;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES}. Default: all of them.")
    private Listing.@Nullable What what;

    @Option(names = "--sphere", paramLabel = "NAME", description = "Only what is in this sphere; a name or an id.")
    private @Nullable String sphere;

    @Option(names = "--json", description = "Writes JSON, for programs.")
    private boolean json;

    ListCommand(ConfigOption config, OneShotRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new Listing(what, sphere, json), config::load);
    }
}
