package io.crownstone2mqtt.mirror;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name as Home Assistant makes an entity id of it. That is not a {@link Slug}: {@code Straße} is {@code strasse}, and an
 * emoji is nothing at all, not even a gap. Letters of other scripts than Latin are left out.
 */
final class EntitySlug {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=[0-9]),(?=[0-9])");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^_|_$");
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ŋ', "ng"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'μ', "m"),
            Map.entry((int) '×', "x"),
            Map.entry((int) '°', "deg"),
            Map.entry((int) '€', "eur"),
            Map.entry((int) '£', "ps"),
            Map.entry((int) '⁄', "/"),
            Map.entry((int) '‘', ""),
            Map.entry((int) '’', ""));

    private EntitySlug() {}

    /** {@code Max’s lamp} becomes {@code maxs_lamp}; empty when nothing is left. */
    static String of(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String ascii = plain.codePoints().mapToObj(EntitySlug::ascii).collect(Collectors.joining());
        String joined = OTHERS.matcher(THOUSANDS.matcher(ascii).replaceAll("")).replaceAll("_");
        return ENDS.matcher(joined).replaceAll("");
    }

    private static String ascii(int character) {
        String known = LETTERS.get(character);
        if (known != null) {
            return known;
        }
        if (character < 0x80) {
            return Character.toString(character);
        }
        return isGap(character) ? " " : "";
    }

    private static boolean isGap(int character) {
        return switch (Character.getType(character)) {
            case Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }
}
