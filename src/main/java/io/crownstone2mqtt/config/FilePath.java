package io.crownstone2mqtt.config;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths with any letters, in UTF-8. Java takes their names by the locale and, without one, none that is not ASCII; as a URL it
 * takes each.
 */
public final class FilePath {
    private static final Path ROOT = Path.of("/");
    /** Java knows the working directory by its name, Linux by this, too. */
    private static final Path WORKING_DIRECTORY = Path.of("/proc/self/cwd");

    private static final char REPLACEMENT = '\uFFFD';

    private FilePath() {}

    /**
     * That path; a relative one starts at the working directory.
     *
     * @throws IllegalArgumentException it cannot be one; the message says what to do
     */
    public static Path of(String text) {
        var path = relative(text);
        boolean lost = System.getProperty("user.dir").indexOf(REPLACEMENT) >= 0;
        return lost && !path.isAbsolute() && Files.exists(WORKING_DIRECTORY) ? WORKING_DIRECTORY.resolve(path) : path;
    }

    /** That path, for {@link Path#resolve} and the like. */
    static Path relative(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return encoded(text, e);
        }
    }

    private static Path encoded(String text, InvalidPathException problem) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("is not a path; give the path of a file", problem);
        }
        try {
            var name = URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%2F", "/");
            var path = Path.of(URI.create("file://" + (text.startsWith("/") ? "" : "/") + name));
            return text.startsWith("/") ? path : path.subpath(0, path.getNameCount());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is a path that Java cannot use with this locale (" + System.getProperty("sun.jnu.encoding")
                            + "); set LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** As a person wrote it. */
    public static String shown(Path path) {
        var text = path.toString();
        if (text.indexOf(REPLACEMENT) >= 0) {
            var url = (path.isAbsolute() ? path : ROOT.resolve(path)).toUri().getRawPath();
            var decoded = URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
            text = path.isAbsolute() ? decoded : decoded.substring(1);
        }
        var here = WORKING_DIRECTORY + "/";
        return text.startsWith(here) ? text.substring(here.length()) : text;
    }
}
