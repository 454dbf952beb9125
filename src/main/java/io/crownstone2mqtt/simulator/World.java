package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all things of one simulated home share: one lock, one clock, one source of ids and one way to tell listeners.
 * Listeners are told under the lock, so that events leave in the order of the changes; they may only queue.
 */
final class World {
    private final ReentrantLock lock = new ReentrantLock();
    private final CloudClock clock;
    private final Random random;
    private final long seed;
    private final List<Consumer<SphereEvent>> listeners = new CopyOnWriteArrayList<>();
    private int lastId;

    World(long seed, CloudClock clock) {
        this.seed = seed;
        this.random = new Random(seed);
        this.clock = clock;
    }

    CloudClock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    <T extends @Nullable Object> T read(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    void change(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    void listen(Consumer<SphereEvent> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<SphereEvent> listener) {
        listeners.remove(listener);
    }

    void emit(SphereEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** 24 hex digits; the counter is at the end, so that the last six differ too. */
    String newId() {
        return read(() -> String.format(Locale.ROOT, "6b028fa7%010x%06x", seed & 0xff_ffff_ffffL, ++lastId));
    }

    String hex(int digits) {
        return read(() -> {
            StringBuilder text = new StringBuilder(digits);
            while (text.length() < digits) {
                text.append(Character.forDigit(random.nextInt(16), 16));
            }
            return text.toString();
        });
    }

    int number(int bound) {
        return read(() -> random.nextInt(bound));
    }
}
