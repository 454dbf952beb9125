package io.crownstone2mqtt.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What happened, in order. It keeps the newest entries only, so that a demo may run for weeks. */
final class Journal<T> {
    private static final int KEPT = 50_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<T> entries = new ArrayDeque<>();

    void add(T entry) {
        lock.lock();
        try {
            if (entries.size() == KEPT) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        } finally {
            lock.unlock();
        }
    }

    List<T> all() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }
}
