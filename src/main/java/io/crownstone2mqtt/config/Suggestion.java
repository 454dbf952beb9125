package io.crownstone2mqtt.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a person probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** The nearest candidate, or null if none is near enough to be meant. */
    static @Nullable String nearest(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> near(written, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static boolean near(String written, String candidate) {
        // A long text cannot be near a short key, and need not be compared.
        int longest = Math.max(written.length(), candidate.length());
        return Math.abs(written.length() - candidate.length()) <= 3
                && distance(written, candidate) <= Math.clamp(longest / 3, 1, 3);
    }

    /** How many letters must be put in, taken out, replaced or swapped with a neighbour, whatever their case. */
    static int distance(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int cheapest(int[][] steps, String a, String b, int i, int j) {
        int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
