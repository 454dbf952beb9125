package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.diagnostics.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "diagnose",
        description = "Writes one zip file for a bug report: versions, configuration, log, health and retained topics,"
                + " without secrets and without the names of the home.")
final class DiagnoseCommand extends OneShotCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The zip file, over one of that name."
                    + " Default: crownstone2mqtt-diagnose-TIME.zip in the working directory.")
    private @Nullable Path output;

    DiagnoseCommand(CommandContext context) {
        super(context);
    }

    /** What cannot be had is named in the file. */
    @Override
    int run() {
        Settings settings = settings();
        Path file = output != null ? output : usual();
        BugReport report = BugReport.of(settings, context.service());
        write(report.bundle(settings), file);
        String line = "wrote " + FilePath.shown(file) + ": look into it before you send it to anybody";
        if (Files.isRegularFile(file)) {
            console.print(line);
        } else {
            console.complain(line); // standard output is the file, perhaps
        }
        return ExitCode.SUCCESS;
    }

    private static Path usual() {
        return FilePath.of(
                "crownstone2mqtt-diagnose-" + TIME.format(Instant.now().atOffset(ZoneOffset.UTC)) + ".zip");
    }

    private static void write(Bundle bundle, Path file) {
        try {
            bundle.write(file);
        } catch (IOException e) {
            throw CommandFailure.failed(FilePath.shown(file) + " cannot be written ("
                    + e.getClass().getSimpleName() + "): name a file that you may write with --output");
        }
    }
}
