package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Typesafe Config found wrong with a file, said in one line and without showing a secret. */
record SyntaxProblem(Path file, ConfigException problem) {
    private static final String QUOTE = "; put text with special characters in double quotes";

    String place() {
        if (problem instanceof StrictIncluder.Refused refused) {
            return refused.place();
        }
        return problem.origin() == null ? FilePath.shown(file) : new Origin(problem.origin()).place();
    }

    String message() {
        return switch (problem) {
            case ConfigException.UnresolvedSubstitution unresolved ->
                withoutPlace(unresolved) + "; set the variable, or write ${?NAME} where it may be missing";
            case ConfigException.Parse parse when isNearSecret(parse.origin()) -> "a password cannot be read" + QUOTE;
            case ConfigException.Parse parse -> parse(withoutAdvice(withoutPlace(parse)));
            case ConfigException.WrongType wrong
            when withoutPlace(wrong).endsWith("at file root") ->
                "the file holds a list; write blocks, such as crownstone2mqtt { … }";
            // Its own message shows the values, and one may be a secret.
            case ConfigException.WrongType _ ->
                "text, a list and a block cannot be joined; give the key one value of one type";
            default -> withoutPlace(problem);
        };
    }

    private static String parse(String message) {
        return message + (message.contains("not allowed") ? QUOTE : "; check braces, brackets and quotes up to here");
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
        var file = origin == null ? null : new Origin(origin).file();
        return origin != null && file != null && SourceLines.of(file).isNear(origin.lineNumber(), "password");
    }
}
