package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.daemon.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Outputs as they were reviewed. What differs is left in {@code target/golden}, to be looked at and copied over. */
final class Golden {
    private static final Path REVIEWED = Path.of("src/test/resources/app");
    private static final Path FOUND = Path.of("target/golden");

    private Golden() {}

    static void assertSame(String file, String actual) {
        String settled = settled(actual);
        try {
            Files.createDirectories(FOUND);
            Files.writeString(FOUND.resolve(file), settled);
            assertThat(settled).isEqualTo(Files.readString(REVIEWED.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("see " + FOUND.resolve(file), e);
        }
    }

    /** Without what differs from run to run: instants, durations, ports, the version. */
    private static String settled(String text) {
        String times = Pattern.compile(" +\\d+ ms")
                .matcher(text)
                .replaceAll(found -> " ".repeat(found.group().length() - 4) + "N ms");
        return times.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<instant>")
                .replaceAll("<instant>\".* …", "<instant>\" …")
                .replaceAll("127\\.0\\.0\\.1:\\d{2,}", "127.0.0.1:<port>")
                .replace(Version.current(), "<version>");
    }
}
