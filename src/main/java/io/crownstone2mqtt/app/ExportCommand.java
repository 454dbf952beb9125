package io.crownstone2mqtt.app;

import io.crownstone2mqtt.mirror.export.ExportFormat;
import io.crownstone2mqtt.mirror.export.Exports;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "export",
        description = "Writes the home as openHAB's things, items and sitemap, as a dashboard for Home Assistant,"
                + " or as a Mermaid diagram.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ExportCommand implements Callable<Integer> {
    private final OneShotRunner runner;

    @Mixin
    private final ConfigOption config;

    @Parameters(index = "0", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
    private @Nullable ExportFormat format;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Writes files below this directory, over those of an earlier export;"
                    + " for openHAB its configuration directory. Default: standard output.")
    private @Nullable Path output;

    @Option(
            names = "--broker",
            paramLabel = "UID",
            defaultValue = Exports.USUAL_BROKER,
            converter = BrokerUid.class,
            description = "The UID of the broker's Thing in openHAB. Default: ${DEFAULT-VALUE}.")
    private String broker = Exports.USUAL_BROKER;

    ExportCommand(ConfigOption config, OneShotRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new Exporting(Objects.requireNonNull(format), output, broker), config::load);
    }

    /** Refuses what openHAB would not find. */
    static final class BrokerUid implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            try {
                return Exports.checkedBroker(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
