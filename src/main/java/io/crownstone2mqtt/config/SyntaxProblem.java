package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Typesafe Config found wrong with a file, said in one line and without showing a secret. */
record SyntaxProblem(Path file, ConfigException problem) {
    private static final String QUOTE = "; put text with special characters in double quotes";

    String place() {
        if (problem instanceof StrictIncluder.Refused refused) {
            int line = lineOfInclude(refused.what());
            return line > 0 ? file + ":" + line : file.toString();
        }
        var origin = problem.origin();
        return origin == null ? file.toString() : Report.place(origin);
    }

    String message() {
        return switch (problem) {
            case ConfigException.UnresolvedSubstitution unresolved ->
                withoutPlace(unresolved) + "; set the variable, or write ${?NAME} where it may be missing";
            case ConfigException.Parse parse when isNearSecret(parse.origin()) -> "a password cannot be read" + QUOTE;
            case ConfigException.Parse parse -> withoutAdvice(withoutPlace(parse)) + QUOTE;
            // Its own message shows the values, and one may be a secret.
            case ConfigException.WrongType _ ->
                "text, a list and an object cannot be joined; give the key one value of one type";
            default -> withoutPlace(problem);
        };
    }

    private static String withoutPlace(ConfigException problem) {
        var message = String.valueOf(problem.getMessage());
        var origin = problem.origin();
        return origin != null && message.startsWith(origin.description() + ": ")
                ? message.substring(origin.description().length() + 2).strip()
                : message;
    }

    private static String withoutAdvice(String message) {
        int advice = message.indexOf(" (if you ");
        return advice < 0 ? message : message.substring(0, advice);
    }

    /** The parser quotes what it stumbles over, which may be half a password; it may notice a line too late. */
    private static boolean isNearSecret(@Nullable ConfigOrigin origin) {
        if (origin == null || origin.filename() == null) {
            return false;
        }
        var lines = lines(Path.of(origin.filename()));
        int last = Math.min(origin.lineNumber(), lines.size());
        return lines.subList(Math.clamp(last - 2L, 0, lines.size()), Math.max(last, 0)).stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("password"));
    }

    private int lineOfInclude(String what) {
        var lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("include") && lines.get(i).contains(what)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return List.of();
        }
    }
}
