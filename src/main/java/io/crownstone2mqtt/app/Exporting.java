package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.mirror.export.ExportFormat;
import io.crownstone2mqtt.mirror.export.Exports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the mirrored home for another program.
 *
 * @param output the directory for files; null for standard output
 * @param broker the UID of the broker's Thing in openHAB
 */
record Exporting(ExportFormat format, @Nullable Path output, String broker) implements OneShot {
    @Override
    public int run(Supplier<Settings> source, Console console) {
        Settings settings = source.get();
        Household household;
        try (Accounts accounts = Accounts.open(settings)) {
            household = accounts.visit();
        }
        household.complainOrFail(console);
        if (!household.problems().isEmpty()) {
            console.complain(
                    "nothing is exported without the pictures of all accounts: what is missing would look removed");
            return household.exitCode();
        }
        Map<String, String> files =
                new Exports(household.mirrored(settings), Wiring.mirror(settings), broker).of(format);
        if (output == null) {
            print(files, console);
        } else {
            files.forEach((name, text) -> console.print("wrote " + FilePath.shown(write(output.resolve(name), text))));
        }
        return ExitCode.SUCCESS;
    }

    private static void print(Map<String, String> files, Console console) {
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
}
