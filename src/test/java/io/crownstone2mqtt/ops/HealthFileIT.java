package io.crownstone2mqtt.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.ops.HealthReport.Part;
import io.crownstone2mqtt.ops.HealthReport.Status;
import io.crownstone2mqtt.testing.Homes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Homes.SUNDAY;

    @TempDir
    private Path folder;

    private final AtomicReference<HealthReport> report = new AtomicReference<>(report(true, "connected", NOW));

    private static final String DIARY = "{\"log\":[]}";

    private static HealthReport report(boolean ready, String line, Instant at) {
        return new HealthReport(true, ready, line, at, List.of(new Part("broker", Status.WORKING, NOW, null)));
    }

    private HealthPlaces places(String clientId) {
        return HealthPlaces.of(folder, clientId, "crownstone2mqtt");
    }

    private List<Path> files() {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitAnswer(HealthPlaces places, Instant now, HealthAnswer answer) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(HealthAnswer.of(places, now)).isEqualTo(answer));
    }

    @Test
    void tellsWhatIsSoAndWhatChanges() {
        var places = places("one");
        try (HealthFile _ = HealthFile.keep(places, report::get, () -> DIARY)) {
            awaitAnswer(places, NOW, new HealthAnswer(true, "connected"));

            report.set(report(false, "not connected to the broker", NOW));
            awaitAnswer(places, NOW, new HealthAnswer(false, "not connected to the broker"));
            assertThat(files()).hasSize(2);
        }
        assertThat(files()).isEmpty();
        assertThat(HealthAnswer.of(places, NOW).line()).startsWith("no bridge with this client id and base topic runs");
    }

    @Test
    void doesNotBelieveAnOldFile() {
        var places = places("one");
        try (HealthFile _ = HealthFile.keep(places, report::get, () -> DIARY)) {
            awaitAnswer(places, NOW.plusSeconds(20), new HealthAnswer(true, "connected"));

            assertThat(HealthAnswer.of(places, NOW.plusSeconds(21)))
                    .isEqualTo(new HealthAnswer(false, "the bridge has told nothing for 21 s: it hangs or was killed"));
            report.set(report(true, "connected", NOW.plusSeconds(6)));
            awaitAnswer(places, NOW.plusSeconds(21), new HealthAnswer(true, "connected"));
        }
    }

    @Test
    void keepsTwoBridgesApart() {
        try (HealthFile _ = HealthFile.keep(places("one"), report::get, () -> DIARY);
                HealthFile _ = HealthFile.keep(places("two"), () -> report(false, "waiting", NOW), () -> DIARY)) {
            awaitAnswer(places("one"), NOW, new HealthAnswer(true, "connected"));
            awaitAnswer(places("two"), NOW, new HealthAnswer(false, "waiting"));
        }
    }

    @Test
    void isForThisUserAlone() throws IOException {
        try (HealthFile _ = HealthFile.keep(places("one"), report::get, () -> DIARY)) {
            awaitAnswer(places("one"), NOW, new HealthAnswer(true, "connected"));

            await().atMost(PATIENCE).until(() -> files().size() == 2);
            for (Path file : files()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void survivesAFileThatIsNoAnswer() throws IOException {
        Files.writeString(folder.resolve(places("one").name()), "{\"ready\":");

        HealthAnswer answer = HealthAnswer.of(places("one"), NOW);

        assertThat(answer.healthy()).isFalse();
        assertThat(answer.line()).startsWith("the file ").contains("cannot be read");
    }

    @Test
    void takesTheFirstDirectoryThatCanBeWritten() {
        var places = new HealthPlaces(List.of(folder.resolve("missing"), folder), "health.json");
        try (HealthFile _ = HealthFile.keep(places, report::get, () -> DIARY)) {
            awaitAnswer(places, NOW, new HealthAnswer(true, "connected"));
        }
    }
}
