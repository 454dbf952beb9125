package io.crownstone2mqtt.mirror;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives each of several siblings a topic level of its own. */
final class Siblings {
    private Siblings() {}

    /**
     * Levels by id. Siblings of one slug each get {@code -<mark>}; should that hit another's level, the id as well, so that
     * no two ever share one.
     *
     * @param slug never empty
     * @param mark what tells siblings of one name apart
     */
    static <T, I> Map<I, String> levels(
            Collection<T> things, Function<T, I> id, Function<T, String> slug, Function<T, String> mark) {
        Map<String, Long> bySlug = things.stream().collect(Collectors.groupingBy(slug, Collectors.counting()));
        Map<I, String> levels = new LinkedHashMap<>();
        for (T thing : things) {
            String own = slug.apply(thing);
            levels.put(id.apply(thing), count(bySlug, own) == 1 ? own : own + "-" + mark.apply(thing));
        }
        Map<String, Long> byLevel = levels.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
        levels.replaceAll((key, level) -> count(byLevel, level) == 1 ? level : level + "-" + TopicScheme.node(key));
        return levels;
    }

    private static long count(Map<String, Long> counts, String key) {
        return counts.getOrDefault(key, 0L);
    }
}
