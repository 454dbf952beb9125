package io.crownstone2mqtt.mirror;

import java.util.List;
import java.util.stream.Stream;

/** What topics and entity ids make of a name, for whoever looks for the name in them. */
public final class NameForms {
    private NameForms() {}

    /** {@code Küche} as {@code kuche}, {@code Desk lamp} as {@code desk-lamp} and {@code desk_lamp}; without empty ones. */
    public static List<String> of(String name) {
        return Stream.of(Slug.of(name), EntitySlug.of(name))
                .filter(form -> !form.isEmpty())
                .distinct()
                .toList();
    }
}
