package io.crownstone2mqtt.diagnostics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thing of the home, or somebody, and what it is called.
 *
 * @param id of the cloud; null (or blank) where only names are known
 * @param names all of them, in any form
 */
public record NamedThing(NamedKind kind, @Nullable String id, List<String> names) {
    public NamedThing {
        id = id == null || id.isBlank() ? null : id;
        names = List.copyOf(names);
    }
}
