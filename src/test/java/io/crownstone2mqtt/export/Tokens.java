package io.crownstone2mqtt.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of openHAB's files: ids, numbers, quoted text with its escapes, signs; comments are left out. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|//[^\\n]*|(?<string>\"(?:[^\"\\\\\\n]|\\\\[btnfr\"'\\\\])*\")|(?<id>[A-Za-z0-9_-]+)|(?<sign>[\\[\\](){}<>=,:@])");

    private final List<String> tokens = new ArrayList<>();
    private int next;

    Tokens(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find() || matcher.start() != end) {
                throw new IllegalStateException("no token: " + text.substring(end, Math.min(text.length(), end + 60)));
            }
            end = matcher.end();
            if (matcher.group("string") != null || matcher.group("id") != null || matcher.group("sign") != null) {
                tokens.add(matcher.group());
            }
        }
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    boolean isNext(String token) {
        return !atEnd() && tokens.get(next).equals(token);
    }

    /** Takes it if it is the next one. */
    boolean took(String token) {
        boolean is = isNext(token);
        next += is ? 1 : 0;
        return is;
    }

    void demand(String token) {
        if (!took(token)) {
            throw new IllegalStateException("expected " + token + " but found " + (atEnd() ? "the end" : rest()));
        }
    }

    String id() {
        String token = tokens.get(next++);
        if (!token.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalStateException("no id: " + token + " before " + rest());
        }
        return token;
    }

    /** Ids with colons between them. */
    String uid() {
        StringBuilder uid = new StringBuilder(id());
        while (took(":")) {
            uid.append(':').append(id());
        }
        return uid.toString();
    }

    boolean isString() {
        return !atEnd() && tokens.get(next).startsWith("\"");
    }

    String string() {
        String token = Objects.requireNonNull(tokens.get(next++));
        if (!token.startsWith("\"")) {
            throw new IllegalStateException("no text: " + token + " before " + rest());
        }
        return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private List<String> rest() {
        return tokens.subList(next, Math.min(tokens.size(), next + 8));
    }
}
