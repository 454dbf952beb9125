package io.crownstone2mqtt.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment and the command line of this process, as UTF-8. Java takes them by the locale, and without one, as in every
 * container, puts a replacement character for each byte that is not ASCII. Linux keeps the bytes, and they are read there;
 * elsewhere, and where they are not UTF-8, it stays with what Java made of them.
 */
public final class ProcessText {
    private static final String ALL_BUT_ASCII = "[^\\p{ASCII}]";

    private ProcessText() {}

    /** The variables of this process. */
    public static Map<String, String> environment() {
        var known = System.getenv();
        return known.values().stream().allMatch(ProcessText::isAscii)
                ? known
                : environment(known, bytes("/proc/self/environ"));
    }

    /** The arguments of this process, which are the last words of its command line. */
    public static String[] arguments(String... known) {
        return Stream.of(known).allMatch(ProcessText::isAscii) ? known : arguments(known, bytes("/proc/self/cmdline"));
    }

    static Map<String, String> environment(Map<String, String> known, byte[] kernel) {
        var bytes = new HashMap<String, byte[]>();
        for (byte[] entry : entries(kernel)) {
            var text = new String(entry, StandardCharsets.ISO_8859_1);
            int end = text.indexOf('=', 1);
            if (end > 0) {
                bytes.putIfAbsent(
                        text.substring(0, end), text.substring(end + 1).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        var variables = new HashMap<>(known);
        variables.replaceAll((name, value) -> text(value, bytes.get(name)));
        return variables;
    }

    static String[] arguments(String[] known, byte[] kernel) {
        var words = entries(kernel);
        var arguments = known.clone();
        int first = words.size() - arguments.length;
        for (int i = Math.max(0, -first); i < arguments.length; i++) {
            arguments[i] = text(arguments[i], words.get(first + i));
        }
        return arguments;
    }

    /** Not if they are about something else, as an argument may be that stands in a file. */
    private static String text(String known, byte @Nullable [] bytes) {
        if (bytes == null || isAscii(known)) {
            return known;
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return asciiOf(text).equals(asciiOf(known)) ? text : known;
        } catch (CharacterCodingException _) {
            return known;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 128);
    }

    private static String asciiOf(String text) {
        return text.replaceAll(ALL_BUT_ASCII, "");
    }

    /** Each ends with a zero. */
    private static List<byte[]> entries(byte[] kernel) {
        return Stream.of(new String(kernel, StandardCharsets.ISO_8859_1)
                        .replaceFirst("\0\\z", "")
                        .split("\0", -1))
                .map(entry -> entry.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
