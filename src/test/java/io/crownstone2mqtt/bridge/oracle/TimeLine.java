package io.crownstone2mqtt.bridge.oracle;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Which value something had when. */
final class TimeLine<T> {
    private final NavigableMap<Long, T> values = new TreeMap<>();

    TimeLine(T first) {
        values.put(Long.MIN_VALUE, first);
    }

    void set(long now, T value) {
        if (!values.lastEntry().getValue().equals(value)) {
            // what it was until this millisecond it was at its beginning, too
            values.put(values.containsKey(now) ? now + 1 : now, value);
        }
    }

    /** Whether it had such a value at any time since then. */
    boolean hadSince(long from, Predicate<T> wanted) {
        return values.tailMap(values.floorKey(from), true).values().stream().anyMatch(wanted);
    }

    long lastChange() {
        return values.lastKey();
    }

    @Override
    public String toString() {
        return values.toString().replace(Long.MIN_VALUE + "=", "");
    }
}
