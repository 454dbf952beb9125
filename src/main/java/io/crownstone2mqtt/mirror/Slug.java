package io.crownstone2mqtt.mirror;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name as a topic level: what is left of it in {@code a-z0-9}, joined by hyphens. */
final class Slug {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^-|-$");

    private Slug() {}

    /** {@code Café №5} becomes {@code cafe-no5}; empty when nothing is left. */
    static String of(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return ENDS.matcher(OTHERS.matcher(plain).replaceAll("-")).replaceAll("");
    }
}
