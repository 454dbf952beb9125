package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/java-client.md shows is what the tests run. */
class JavaClientDocsTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final List<String> EXAMPLES =
            List.of("JavaClientFrontExamplesIT", "JavaClientExamplesIT", "JavaClientSwitchingExamplesIT");
    private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void showsEveryExampleAsItIsRun() throws IOException {
        assertThat(JavaClientDocument.examples()).containsExactlyInAnyOrderEntriesOf(run());
    }

    @Test
    void showsNoJavaThatIsNotRun() throws IOException {
        assertThat(JavaClientDocument.programs()).containsOnlyKeys("sync", "async"); // JavaClientLibraryIT runs them
        assertThat(Pattern.compile("```java")
                        .matcher(JavaClientDocument.text())
                        .results()
                        .count())
                .isEqualTo(JavaClientDocument.examples().size()
                        + JavaClientDocument.programs().size())
                .isGreaterThan(10);
    }

    @Test
    void namesTheLibrariesOfTheClientAsTheBuildHasThem() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Map<String, String> ofPom = Map.of(
                "httpclient5", "httpclient.version",
                "jackson-databind", "jackson.version",
                "slf4j-api", "slf4j.version",
                "jspecify", "jspecify.version");

        List<JavaClientDocument.Library> named = JavaClientDocument.libraries();

        assertThat(named).extracting(library -> library.artifact()).containsAll(ofPom.keySet());
        assertThat(named).allSatisfy(library -> {
            assertThat(System.getProperty("java.class.path")).contains("/" + library.jar());
            String property = ofPom.get(library.artifact());
            if (property != null) {
                assertThat(pom).contains("<" + property + ">" + library.version() + "</" + property + ">");
            }
        });
    }

    @Test
    void namesTestsThatExist() throws IOException {
        List<String> proofs = PROOF.matcher(JavaClientDocument.text())
                .results()
                .map(MatchResult::group)
                .toList();
        List<String> missing = new ArrayList<>();
        for (String proof : proofs) {
            var parts = PROOF.matcher(proof).results().findFirst().orElseThrow();
            if (!source(parts.group(1)).contains("void " + parts.group(2) + "(")) {
                missing.add(proof);
            }
        }

        assertThat(proofs).hasSizeGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    @Test
    void hasATestInEveryRowOfTheTable() throws IOException {
        List<String> rows = JavaClientDocument.text()
                .lines()
                .dropWhile(line -> !line.startsWith("| reference |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(20)
                .allMatch(row -> PROOF.matcher(row).find());
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Path file = files.filter(each -> each.getFileName().toString().equals(testClass + ".java"))
                    .findFirst()
                    .orElse(null);
            return file == null ? "" : Files.readString(file);
        }
    }

    /** The regions of the examples' source, without the indentation of their first line. */
    private static Map<String, String> run() throws IOException {
        Map<String, String> regions = new LinkedHashMap<>();
        String name = "";
        int indent = 0;
        List<String> lines = new ArrayList<>();
        for (String example : EXAMPLES) {
            lines.addAll(source(example).lines().toList());
        }
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("// example: ")) {
                name = text.substring("// example: ".length());
                indent = line.indexOf("//");
                regions.put(name, "");
            } else if (text.equals("// end")) {
                name = "";
            } else if (!name.isEmpty()) {
                regions.merge(name, line.isBlank() ? "\n" : line.substring(indent) + "\n", String::concat);
            }
        }
        return regions;
    }
}
