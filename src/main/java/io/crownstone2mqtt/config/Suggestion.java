package io.crownstone2mqtt.config;

import io.crownstone2mqtt.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds what a person probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** The nearest candidate, or null if none is near enough to be meant. */
    static @Nullable String nearest(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> near(written, candidate))
                .min(Comparator.<String>comparingInt(candidate -> EditDistance.between(written, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static boolean near(String written, String candidate) {
        // A long text cannot be near a short key, and need not be compared.
        int longest = Math.max(written.length(), candidate.length());
        return Math.abs(written.length() - candidate.length()) <= 3
                && EditDistance.between(written, candidate) <= Math.clamp(longest / 3, 1, 3);
    }
}
