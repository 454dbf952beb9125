package io.crownstone2mqtt.mirror;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Gives each thing a name that no other has: its preferred name, or else with {@code _2}, {@code _3} … behind. */
public final class UniqueNames {
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The same for the same key. */
    public String of(String key, String preferredName) {
        return names.computeIfAbsent(key, _ -> free(preferredName));
    }

    private String free(String preferredName) {
        IntFunction<String> numbered = number -> number == 1 ? preferredName : preferredName + "_" + number;
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(numbered)
                .filter(taken::add)
                .findFirst()
                .orElseThrow();
    }
}
