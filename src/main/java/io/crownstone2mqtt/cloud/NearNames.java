package io.crownstone2mqtt.cloud;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which names somebody may have meant who mistyped one. */
final class NearNames {
    private static final int MOST = 3;

    private NearNames() {}

    /** The nearest first: those that hold what was typed, or differ from it by a third of its letters at most. */
    static List<String> of(String typed, Stream<String> names) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        int farthest = Math.max(2, wanted.length() / 3);
        return names.distinct()
                .filter(name -> distance(wanted, name) <= farthest)
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int distance(String wanted, String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return !wanted.isEmpty() && lower.contains(wanted) ? 1 : edits(wanted, lower);
    }

    /** How many letters must be put in, left out or changed to make one the other. */
    private static int edits(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + change, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[to.length()];
    }
}
