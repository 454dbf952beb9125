package io.crownstone2mqtt.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HOCON reserves the word {@code include} at the beginning of a member, so {@code spheres { include = ["Home"] }} would
 * be a syntax error. Here it is what everybody takes it for: a key.
 */
final class HoconText {
    /** Texts and comments are consumed whole, so that nothing in them is taken for a key. */
    private static final Pattern INCLUDE_AS_KEY = Pattern.compile(
            "\"{3}(?s:.*?)\"{3,}|\"(?:\\\\.|[^\"\\\\\\n])*+\"|(?://|#).*+|(?<![\\w.\"-])include(?=\\s*+(?:=|:|\\+=))");

    private HoconText() {}

    /** The same text, line by line, with the key in quotes. */
    static String withIncludeAsKey(String text) {
        return INCLUDE_AS_KEY
                .matcher(text)
                .replaceAll(match ->
                        match.group().equals("include") ? "\"include\"" : Matcher.quoteReplacement(match.group()));
    }
}
