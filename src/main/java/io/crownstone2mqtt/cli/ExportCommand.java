package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.export.ExportFormat;
import io.crownstone2mqtt.export.Exports;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "export",
        description = "Writes the home as openHAB's things, items and sitemap, as a dashboard for Home Assistant,"
                + " or as a Mermaid diagram.")
final class ExportCommand extends OneShotCommand {
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

    ExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        Settings settings = settings();
        Home home;
        Set<CrownstoneId> metered = Set.of();
        try (Accounts accounts = Accounts.open(settings)) {
            AccountsView view = accounts.read();
            view.complainOrFail(console);
            if (!view.problems().isEmpty()) {
                console.complain(
                        "nothing is exported without the snapshots of all accounts: what is missing would look removed");
                return view.exitCode();
            }
            home = view.mirrored(settings);
            if (format == ExportFormat.HOMEASSISTANT) {
                metered = new EnergyReader(settings, view, console).metered(home);
            }
        }
        Map<String, String> files =
                new Exports(home, metered, Wiring.mirror(settings), broker).of(Objects.requireNonNull(format));
        if (output == null) {
            print(files);
        } else {
            files.forEach((name, text) -> console.print("wrote " + FilePath.shown(write(output.resolve(name), text))));
        }
        return ExitCode.SUCCESS;
    }

    private void print(Map<String, String> files) {
        files.forEach((name, text) -> {
            console.print((files.size() > 1 ? "// " + name + "\n" : "") + text.stripTrailing());
        });
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailure.failed(FilePath.shown(file) + " cannot be written ("
                    + e.getClass().getSimpleName() + "): choose a directory that you may write to with --output");
        }
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
