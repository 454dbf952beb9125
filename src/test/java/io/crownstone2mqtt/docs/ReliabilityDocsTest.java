package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/reliability.md promises is tried by a test that exists. */
class ReliabilityDocsTest {
    private static final Path DOCUMENT = Path.of("docs/reliability.md");
    private static final Pattern LINK = Pattern.compile("\\[(\\w+)]\\((\\.\\./src/test/\\S+\\.java) \"(\\w+)\"\\)");

    private static List<MatchResult> links(String text) {
        return LINK.matcher(text).results().toList();
    }

    @Test
    void everyLinkLeadsToATest() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<MatchResult> links = links(Files.readString(DOCUMENT));
        for (MatchResult link : links) {
            Path source = DOCUMENT.resolveSibling(link.group(2)).normalize();
            if (!source.endsWith(link.group(1) + ".java")
                    || !Files.exists(source)
                    || !Files.readString(source).contains("void " + link.group(3) + "(")) {
                wrong.add(link.group());
            }
        }

        assertThat(links).hasSizeGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRowHasATest() throws IOException {
        assertThat(Files.readAllLines(DOCUMENT))
                .filteredOn(
                        line -> line.startsWith("| ") && !line.startsWith("| what happens") && !line.startsWith("|---"))
                .allMatch(line -> !links(line).isEmpty());
    }
}
