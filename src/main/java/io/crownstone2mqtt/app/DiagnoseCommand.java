package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.ServiceEnvironment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "diagnose",
        description = "Writes one zip file for a bug report: versions, configuration, log, health and retained topics,"
                + " without secrets and without the names of the home.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DiagnoseCommand implements Callable<Integer> {
    private final OneShotRunner runner;
    private final ServiceEnvironment service;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The zip file, over one of that name."
                    + " Default: crownstone2mqtt-diagnose-TIME.zip in the working directory.")
    private @Nullable Path output;

    DiagnoseCommand(ConfigOption config, OneShotRunner runner, ServiceEnvironment service) {
        this.config = config;
        this.runner = runner;
        this.service = service;
    }

    @Override
    public Integer call() {
        return runner.run(new Diagnosing(output, service), config::load);
    }
}
