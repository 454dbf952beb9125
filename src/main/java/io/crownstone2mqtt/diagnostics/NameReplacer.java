package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.diagnostics.Pseudonyms.Alias;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces names in text where they are whole words, the longest first, whatever the case of their letters: the Crownstone
 * {@code on} is found in {@code switch.on}, not in {@code connection}. Looks up each word once, so that large homes cost no more.
 */
final class NameReplacer {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern CLOUD_ID = Pattern.compile("[0-9a-f]{24}");

    /** A name, and where in it its first word begins. */
    private record Wanted(Alias alias, int offset) {
        int length() {
            return alias.text().length();
        }
    }

    private final Map<String, List<Wanted>> byFirstWord = new HashMap<>();
    private final List<Alias> wordless = new ArrayList<>();
    private final Map<String, String> unknownIds = new HashMap<>();

    NameReplacer(Collection<Alias> aliases) {
        for (Alias alias : aliases) {
            Matcher word = WORD.matcher(alias.text());
            if (word.find()) {
                byFirstWord
                        .computeIfAbsent(lower(word.group()), _ -> new ArrayList<>())
                        .add(new Wanted(alias, word.start()));
            } else if (alias.text().chars().anyMatch(each -> each >= 0x80)) {
                wordless.add(alias); // punctuation alone identifies nobody, and is everywhere
            }
        }
        byFirstWord
                .values()
                .forEach(each ->
                        each.sort(Comparator.comparingInt(Wanted::length).reversed()));
        wordless.sort(
                Comparator.comparingInt((Alias alias) -> alias.text().length()).reversed());
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    String replace(String text) {
        StringBuilder replaced = new StringBuilder();
        Matcher word = WORD.matcher(text);
        int copied = 0;
        while (word.find()) {
            if (word.start() < copied) {
                continue; // within the last name
            }
            Wanted found = find(text, word, copied);
            if (found != null) {
                int start = word.start() - found.offset();
                replaced.append(symbols(text.substring(copied, start)))
                        .append(found.alias().pseudonym());
                copied = start + found.length();
            } else {
                replaced.append(symbols(text.substring(copied, word.start()))).append(unlessId(word.group()));
                copied = word.end();
            }
        }
        return replaced.append(symbols(text.substring(copied))).toString();
    }

    private @Nullable Wanted find(String text, Matcher word, int from) {
        return byFirstWord.getOrDefault(lower(word.group()), List.of()).stream()
                .filter(wanted -> isAt(text, word.start() - wanted.offset(), from, wanted.alias()))
                .findFirst()
                .orElse(null);
    }

    private static boolean isAt(String text, int start, int from, Alias alias) {
        int end = start + alias.text().length();
        return start >= from
                && text.regionMatches(true, start, alias.text(), 0, alias.text().length())
                && !(isOfWord(text, end) && isOfWord(text, end - 1));
    }

    private static boolean isOfWord(String text, int at) {
        return at < text.length() && WORD.matcher(text.substring(at, at + 1)).matches();
    }

    private String symbols(String between) {
        String replaced = between;
        for (Alias alias : wordless) {
            replaced = replaced.replace(alias.text(), alias.pseudonym());
        }
        return replaced;
    }

    /** Of something that nobody knows any more. */
    private String unlessId(String word) {
        return CLOUD_ID.matcher(word).matches()
                ? unknownIds.computeIfAbsent(word, _ -> "id-" + (unknownIds.size() + 1))
                : word;
    }
}
