package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a HOCON file. Whatever Typesafe Config throws becomes one problem, said in one line and without showing a secret. */
record HoconFile(Path file, Environment environment, List<ConfigProblem> problems) {
    private static final String QUOTE = "; put text with special characters in double quotes";

    /** The file over the defaults, or null after a problem was reported. */
    @Nullable
    ConfigObject over(ConfigObject defaults) {
        var unreadable = whyNotReadable();
        if (unreadable != null) {
            report(FilePath.shown(file), unreadable);
            return null;
        }
        try {
            return new HoconParser()
                    .parse(file)
                    .withFallback(defaults)
                    .resolve(resolveOptions())
                    .root();
        } catch (ConfigException e) {
            report(place(e), message(e));
        } catch (IOException e) {
            report(FilePath.shown(file), "cannot be read (" + e + "); write it as text in UTF-8");
        } catch (StackOverflowError _) {
            report(FilePath.shown(file), "braces or brackets are nested too deeply; close what is open");
        }
        return null;
    }

    private void report(String place, String message) {
        problems.add(new ConfigProblem(place, "", message));
    }

    private @Nullable String whyNotReadable() {
        if (Files.notExists(file)) {
            return "there is no such file; correct the path of the configuration file";
        }
        if (Files.isDirectory(file)) {
            return "is a directory; name the configuration file in it";
        }
        return Files.isReadable(file) ? null : "cannot be read; let the user that runs crownstone2mqtt read it";
    }

    private ConfigResolveOptions resolveOptions() {
        return ConfigResolveOptions.defaults().setUseSystemEnvironment(false).appendResolver(environment);
    }

    private String place(ConfigException problem) {
        if (problem instanceof StrictIncluder.RefusedInclude refused) {
            return refused.place();
        }
        return problem.origin() == null ? FilePath.shown(file) : new Origin(problem.origin()).place();
    }

    private static String message(ConfigException problem) {
        return switch (problem) {
            case ConfigException.UnresolvedSubstitution unresolved ->
                withoutPlace(unresolved) + "; set the variable, or write ${?NAME} where it may be missing";
            case ConfigException.Parse parse when isNearSecret(parse.origin()) -> "a password cannot be read" + QUOTE;
            case ConfigException.Parse parse -> syntax(withoutAdvice(withoutPlace(parse)));
            case ConfigException.WrongType wrong
            when withoutPlace(wrong).endsWith("at file root") ->
                "the file holds a list; write blocks, such as crownstone2mqtt { … }";
            // Its own message shows the values, and one may be a secret.
            case ConfigException.WrongType _ ->
                "text, a list and a block cannot be joined; give the key one value of one type";
            default -> withoutPlace(problem);
        };
    }

    private static String syntax(String message) {
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
