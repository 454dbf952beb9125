package io.crownstone2mqtt.mirror;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.gcardone.junidecode.Junidecode;
import org.jspecify.annotations.Nullable;

/**
 * A name in plain ASCII. Letters of other scripts are spelled in Latin ones, by the tables of Unidecode: {@code Кухня} is
 * {@code kukhnia}.
 */
public final class Slug {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-|-$");
    private static final Pattern QUOTES = Pattern.compile("'+");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=[0-9]),(?=[0-9])");

    private Slug() {}

    /** As a topic level: {@code Café №5} becomes {@code cafe-no5}. Empty when nothing is left. */
    static String topic(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String ascii = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .codePoints()
                .mapToObj(Slug::ascii)
                .collect(Collectors.joining());
        return joined(ascii.toLowerCase(Locale.ROOT));
    }

    /** What is no letter and has no spelling, such as an emoji, is a gap. */
    private static String ascii(int character) {
        String text = Character.toString(character);
        String ascii = character < 0x80 ? text : Junidecode.unidecode(text);
        return ascii.isEmpty() && !Character.isLetter(character) ? " " : ascii;
    }

    private static String joined(String text) {
        return ENDS.matcher(OTHERS.matcher(text).replaceAll("-")).replaceAll("");
    }

    /**
     * As Home Assistant makes an entity id of it, which is what python-slugify does: {@code Max’s lamp} becomes {@code
     * maxs_lamp}, and an emoji is nothing at all, not even a gap. Empty when nothing is left.
     */
    static String entity(String name) {
        String gaps = QUOTES.matcher(name).replaceAll("-");
        String ascii = Junidecode.unidecode(Normalizer.normalize(gaps, Normalizer.Form.NFKD))
                .toLowerCase(Locale.ROOT);
        String closed = THOUSANDS.matcher(QUOTES.matcher(ascii).replaceAll("")).replaceAll("");
        return joined(closed).replace('-', '_');
    }

    /** What topics and entity ids make of a name, for a search in them: {@code desk-lamp} and {@code desk_lamp}; no empty ones. */
    public static List<String> forms(String name) {
        return Stream.of(topic(name), entity(name))
                .filter(form -> !form.isEmpty())
                .distinct()
                .toList();
    }
}
