package io.crownstone2mqtt.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that was asked for: its value, or the reason why there is none; one of the two is null. */
record Collected<T>(@Nullable T value, @Nullable String reason) {
    static <T> Collected<T> of(T value) {
        return new Collected<>(value, null);
    }

    static <T> Collected<T> missing(String reason) {
        return new Collected<>(null, reason);
    }

    /** The other one where there is none. */
    Collected<T> or(Supplier<Collected<T>> other) {
        return value == null ? other.get() : this;
    }
}
