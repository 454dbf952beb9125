package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts all that a bug report needs into one file, without the names of the home. What cannot be had is named in it.
 *
 * @param output the file; null for one in the working directory, named after the time
 */
record Diagnosing(@Nullable Path output, ServiceEnvironment service) implements OneShot {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    @Override
    public int run(Supplier<Settings> source, Console console) {
        Settings settings = source.get();
        Path file = output != null ? output : usual();
        Findings findings = Findings.of(settings, service);
        write(findings.bundle(settings), file);
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
