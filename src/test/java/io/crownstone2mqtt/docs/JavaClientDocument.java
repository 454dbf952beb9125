package io.crownstone2mqtt.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What docs/java-client.md holds. */
final class JavaClientDocument {
    private static final Path FILE = Path.of("docs/java-client.md");
    private static final Pattern EXAMPLE = shown("example");
    private static final Pattern PROGRAM = shown("program");
    private static final Pattern LIBRARY = Pattern.compile("(?m)^    ([\\w.]+):([\\w-]+):([\\w.]+)$");

    record Library(String group, String artifact, String version) {
        String jar() {
            return artifact + "-" + version + ".jar";
        }
    }

    private JavaClientDocument() {}

    private static Pattern shown(String kind) {
        return Pattern.compile("<!-- " + kind + ": (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);
    }

    static String text() throws IOException {
        return Files.readString(FILE);
    }

    /** Parts of programs, by name. */
    static Map<String, String> examples() throws IOException {
        return all(EXAMPLE);
    }

    /** Whole programs, by name. */
    static Map<String, String> programs() throws IOException {
        return all(PROGRAM);
    }

    static String program(String name) throws IOException {
        return programs().getOrDefault(name, "");
    }

    /** What the client needs on its class path. */
    static List<Library> libraries() throws IOException {
        return LIBRARY.matcher(text())
                .results()
                .map(each -> new Library(each.group(1), each.group(2), each.group(3)))
                .toList();
    }

    private static Map<String, String> all(Pattern kind) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        kind.matcher(text()).results().forEach(each -> found.put(each.group(1), each.group(2)));
        return found;
    }
}
