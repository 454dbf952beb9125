package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every message, as a person sees it: {@code problems.txt} holds configurations, each with the lines it leads to.
 * To accept new messages, copy the file that a failure names over it and read the difference.
 */
class ProblemsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/config/problems.txt");
    private static final Path ACTUAL = Path.of("target/problems.txt");

    @TempDir
    Path folder;

    private record Case(String name, String hocon, List<String> expected) {
        static Case parse(String block) {
            var parts = block.split("\n=>\n", 2);
            int end = parts[0].indexOf('\n');
            return new Case(
                    parts[0].substring(0, end),
                    parts[0].substring(end + 1),
                    parts[1].strip().lines().toList());
        }
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongAndWhatToDo() throws IOException {
        var actual = new StringBuilder();
        var tests = new ArrayList<DynamicTest>();
        for (var block : Files.readString(GOLDEN, StandardCharsets.UTF_8).split("(?m)^--- ", -1)) {
            if (block.isBlank()) {
                continue;
            }
            var one = Case.parse(block);
            var problems = fixture().problems(one.hocon());
            actual.append("--- ")
                    .append(one.name())
                    .append('\n')
                    .append(one.hocon())
                    .append("\n=>\n");
            problems.forEach(line -> actual.append(line).append('\n'));
            actual.append('\n');
            tests.add(DynamicTest.dynamicTest(
                    one.name(),
                    () -> assertThat(problems).as("see " + ACTUAL).isNotEmpty().isEqualTo(one.expected())));
        }
        Files.createDirectories(Objects.requireNonNull(ACTUAL.getParent()));
        Files.writeString(ACTUAL, actual);
        return tests;
    }

    private LoaderFixture fixture() {
        return LoaderFixture.withAccount(folder)
                .withFile("empty.txt", "\n")
                .withFile("long.txt", "x".repeat(5000))
                .withFile("circle.conf", "include \"circle.conf\"")
                .withFile("broken.conf", "\na = {");
    }
}
