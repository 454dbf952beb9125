package io.crownstone2mqtt.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What in a password, user name or e-mail address looks as if it had been changed on its way here: by a shell, a file of
 * variables, YAML or an editor. It may be right anyway; it is reported, without a letter of the value, when a login is refused.
 */
final class Oddities {
    private record Sign(Predicate<String> test, String words) {
        static Sign of(String pattern, String words) {
            return new Sign(Pattern.compile(pattern, Pattern.DOTALL).asPredicate(), words);
        }
    }

    private static final String QUOTES = "[\"'`\u201C\u201D\u201E\u2018\u2019\u201A]";

    private static final List<Sign> SIGNS = List.of(
            Sign.of("\\A[\\s\\p{Z}]", "begins with a blank"),
            Sign.of("[\\s\\p{Z}]\\z", "ends with a blank"),
            Sign.of("\\A" + QUOTES + ".*" + QUOTES + "\\z", "begins and ends with a quotation mark"),
            Sign.of("\\A" + QUOTES + "(?!.*" + QUOTES + "\\z)", "begins with a quotation mark"),
            Sign.of("\\A(?!" + QUOTES + ").+" + QUOTES + "\\z", "ends with a quotation mark"),
            Sign.of("\\$\\{|\\$\\(", "holds ${ or $(, which nothing has replaced"),
            Sign.of("\\A\\$\\w+\\z", "is like the name of a variable with its $"),
            Sign.of("\\{\\{", "holds {{, as of a template"),
            Sign.of("\\$\\$", "holds $$, of which only Docker Compose makes one $"),
            Sign.of("\\s#", "holds a blank and #, with which some files begin a comment"),
            Sign.of("\\A[A-Z][A-Z0-9_]*=", "begins like NAME="),
            Sign.of("[\\r\\n]", "has more than one line"),
            Sign.of("[\\p{Cc}&&[^\\r\\n]]", "holds a control character"),
            Sign.of("\\p{Cf}", "holds a character that cannot be seen"),
            Sign.of("[\\p{Z}&&[^ ]]", "holds a blank other than that of the keyboard"),
            Sign.of("%[0-9A-Fa-f]{2}", "holds % and two hexadecimal digits, which are decoded in URLs only"),
            Sign.of("\\\\[\"'`$!#\\\\ ]", "holds a backslash before a character that shells want one for"),
            Sign.of("&(amp|lt|gt|quot|apos|#\\w+);", "holds & and ;, as if encoded for XML"),
            Sign.of(
                    "[\u00C2\u00C3][\u0080-\u00BF]|\u00E2[\u0080-\u009F\u201A]",
                    "looks like UTF-8 that was read as another encoding"),
            new Sign(
                    text -> !Normalizer.isNormalized(text, Normalizer.Form.NFC),
                    "has accents that are characters of their own (not in the form NFC)"),
            new Sign(Oddities::isFile, "is the path of a file that exists: name it in password-file"));

    private static final String SHA1 = "[0-9a-fA-F]{40}";

    private Oddities() {}

    /** Each as the end of a sentence about the value. */
    static List<String> of(String value) {
        return SIGNS.stream()
                .filter(sign -> sign.test().test(value))
                .map(Sign::words)
                .toList();
    }

    /** The same for a password, with what stands behind it in its file. */
    static List<String> ofPassword(String password, Given given, boolean takesSha1) {
        var oddities = new ArrayList<>(of(password));
        if (takesSha1 && password.matches(SHA1)) {
            oddities.add("has the 40 hexadecimal digits of a SHA-1 hash: give it as password-sha1");
        }
        if (isCut(password, given)) {
            oddities.add(
                    "is followed by # or // in its file, and all behind that is a comment: put it in double quotes");
        }
        return oddities;
    }

    /** Ready to be said about that thing; empty if there is nothing odd. */
    static Stream<String> sentences(String thing, List<String> oddities) {
        return oddities.stream().map(oddity -> thing + " " + oddity);
    }

    private static boolean isCut(String password, Given given) {
        var file = given.file();
        if (file == null || password.isEmpty()) {
            return false;
        }
        var bytes = new String(password.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return SourceLines.of(file).line(given.line()).matches("(?s).*[=:\\s]" + Pattern.quote(bytes) + "\\s*(#|//).*");
    }

    private static boolean isFile(String text) {
        try {
            return text.startsWith("/") && Files.isRegularFile(FilePath.of(text));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
