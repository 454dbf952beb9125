package io.crownstone2mqtt.cloud;

import java.util.regex.Pattern;

/** What strangers wrote (names from the cloud, error messages), made harmless for logs, topics and terminals. */
final class SafeText {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_MESSAGE = 200;

    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");
    /** Control characters, line and paragraph separators, half surrogates, marks that turn the writing direction. */
    private static final Pattern HARMFUL =
            Pattern.compile("[\\p{Cc}\\p{Cs}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]");

    private static final Pattern QUERY = Pattern.compile("\\?\\S*");
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_+/=-]{32,}");

    private SafeText() {}

    static String name(String raw) {
        return isPlain(raw) ? raw : cut(clean(raw), LONGEST_NAME);
    }

    /** Without what may be a secret: queries of addresses, e-mail addresses, words long enough to be a token. */
    static String message(String raw) {
        String start = clean(cut(raw, LONGEST_MESSAGE * 10));
        String redacted = QUERY.matcher(start).replaceAll("?***");
        redacted = ADDRESS.matcher(redacted).replaceAll("***");
        return cut(LONG_WORD.matcher(redacted).replaceAll("***"), LONGEST_MESSAGE);
    }

    /** Nearly all are; a snapshot of a large home holds tens of thousands of texts. */
    private static boolean isPlain(String raw) {
        return raw.length() <= LONGEST_NAME && raw.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    private static String clean(String raw) {
        return HARMFUL.matcher(TERMINAL_SEQUENCE.matcher(raw).replaceAll("")).replaceAll("");
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
