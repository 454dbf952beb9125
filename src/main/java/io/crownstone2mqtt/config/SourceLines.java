package io.crownstone2mqtt.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The lines of a configuration file, to tell what a problem is near to. */
record SourceLines(List<String> lines) {
    static SourceLines of(Path file) {
        try {
            return new SourceLines(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return new SourceLines(List.of());
        }
    }

    /** The line of that number, from 1; empty if there is none. */
    String line(int number) {
        return number < 1 || number > lines.size() ? "" : lines.get(number - 1);
    }

    /** The number of the first line that holds both, from 1; 0 if none does. */
    int find(String one, String other) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(one) && lines.get(i).contains(other)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether that line or the one before speaks of a word, in any case. */
    boolean isNear(int number, String word) {
        int last = Math.clamp(number, 0, lines.size());
        return lines.subList(Math.max(last - 2, 0), last).stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(word));
    }
}
