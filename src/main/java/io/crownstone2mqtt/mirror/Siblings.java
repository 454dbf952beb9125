package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.CloudId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gives each of several siblings a topic level of its own. */
final class Siblings {
    private Siblings() {}

    /**
     * Levels by id. Of siblings with one slug the oldest has it, each other gets {@code -<mark>}; should that be another's
     * level already, the id as well. The oldest is the one with the smallest id, which begins with the time of creation: a
     * new sibling never changes the level of one that is there.
     *
     * @param slug never empty
     * @param mark what distinguishes siblings of one name
     */
    static <T, I extends CloudId> Map<I, String> levels(
            Collection<T> things, Function<T, I> id, Function<T, String> slug, Function<T, String> mark) {
        Map<I, String> levels = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        things.stream()
                .sorted(Comparator.comparing(thing -> id.apply(thing).value()))
                .forEach(thing -> {
                    String own = slug.apply(thing);
                    String marked = own + "-" + mark.apply(thing);
                    String certain = marked + "-" + TopicScheme.node(id.apply(thing));
                    levels.put(
                            id.apply(thing),
                            Stream.of(own, marked, certain)
                                    .filter(taken::add)
                                    .findFirst()
                                    .orElse(certain));
                });
        return levels;
    }
}
