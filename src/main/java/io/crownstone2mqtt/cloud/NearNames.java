package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.text.EditDistance;
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
        return !wanted.isEmpty() && lower.contains(wanted) ? 1 : EditDistance.between(wanted, lower);
    }
}
