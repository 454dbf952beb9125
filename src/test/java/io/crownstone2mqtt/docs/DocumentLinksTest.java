package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a link of the documentation arrives somewhere, and finds every document from its index. */
class DocumentLinksTest {
    private static final Path INDEX = Path.of("docs/README.md");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?://|#|mailto:)([^)#\\s]+)");

    private static List<Path> documents(String directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory), depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<Path> targets(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map(link -> document.resolveSibling(link.group(1)).normalize())
                .toList();
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<Path> documents = new ArrayList<>(documents(".", 1));
        for (String directory : List.of("docs", "docker", ".github", "src")) {
            documents.addAll(documents(directory, 20));
        }
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            for (Path target : targets(document)) {
                if (!Files.exists(target)) {
                    broken.add(document + " -> " + target);
                }
            }
        }

        assertThat(documents).hasSizeGreaterThan(15);
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesEveryDocument() throws IOException {
        List<Path> others = documents("docs", 1).stream()
                .filter(document -> !document.equals(INDEX))
                .toList();

        assertThat(targets(INDEX)).containsAll(others);
    }
}
