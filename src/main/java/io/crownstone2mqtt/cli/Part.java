package io.crownstone2mqtt.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that was asked for: what was told, or why nothing was; one of the two is null. */
record Part<T>(@Nullable T told, @Nullable String why) {
    static <T> Part<T> of(T told) {
        return new Part<>(told, null);
    }

    static <T> Part<T> missing(String why) {
        return new Part<>(null, why);
    }

    /** The other one where there is none. */
    Part<T> or(Supplier<Part<T>> other) {
        return told == null ? other.get() : this;
    }
}
