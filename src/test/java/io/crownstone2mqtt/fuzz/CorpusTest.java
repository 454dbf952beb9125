package io.crownstone2mqtt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.EventParserFuzz;
import io.crownstone2mqtt.cloud.SseReaderFuzz;
import io.crownstone2mqtt.config.SettingsLoaderFuzz;
import io.crownstone2mqtt.mirror.CommandParserFuzz;
import io.crownstone2mqtt.mirror.SlugFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the fuzzers begin with, and what they once found. */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Map<String, Target> TARGETS = Map.of(
            "SseReaderFuzz", SseReaderFuzz::fuzzerTestOneInput,
            "EventParserFuzz", EventParserFuzz::fuzzerTestOneInput,
            "CommandParserFuzz", CommandParserFuzz::fuzzerTestOneInput,
            "SettingsLoaderFuzz", SettingsLoaderFuzz::fuzzerTestOneInput,
            "SlugFuzz", SlugFuzz::fuzzerTestOneInput);

    /** One input of any bytes; whatever it throws is a bug. */
    private interface Target {
        void take(byte[] data) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> everyCaseIsTaken() {
        return TARGETS.entrySet().stream()
                .flatMap(target -> cases(target.getKey()).stream()
                        .map(file -> DynamicTest.dynamicTest(
                                target.getKey() + ", " + file.getFileName(),
                                () -> target.getValue().take(Files.readAllBytes(file)))));
    }

    private static List<Path> cases(String target) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            List<Path> all = files.sorted().toList();
            assertThat(all).as(target).isNotEmpty();
            return all;
        } catch (IOException e) {
            throw new AssertionError("no corpus for " + target, e);
        }
    }
}
