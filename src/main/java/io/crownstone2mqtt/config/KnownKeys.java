package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The paths of every key there is, to say what an unknown one was meant to be. */
record KnownKeys(List<String> paths) {
    static KnownKeys of(ConfigObject reference) {
        var paths = new ArrayList<String>();
        collect("", reference, paths);
        return new KnownKeys(List.copyOf(paths));
    }

    private static void collect(String prefix, ConfigObject object, List<String> paths) {
        object.forEach((key, value) -> {
            paths.add(prefix + key);
            if (value instanceof ConfigObject block) {
                collect(prefix + key + ".", block, paths);
            }
        });
    }

    /** A neighbour with nearly that name, or else a key of exactly that name in another block. */
    @Nullable
    String meant(String key, Collection<String> neighbours) {
        var neighbour = Suggestion.nearest(key, neighbours);
        return neighbour != null ? neighbour : elsewhere(key);
    }

    private @Nullable String elsewhere(String key) {
        var meant =
                paths.stream().filter(path -> path.endsWith("." + key)).sorted().collect(Collectors.joining(" or "));
        return meant.isEmpty() ? null : meant;
    }
}
