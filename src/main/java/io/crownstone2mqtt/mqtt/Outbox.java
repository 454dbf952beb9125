package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one connection, in order, and how much of it is on its way. However slow the broker is, memory is
 * bounded: from {@link #COALESCE_FROM} on at most one message waits per retained topic (the last one, at the place of
 * the last one), and at most {@link #MOST_ONCE} that are not retained.
 */
public final class Outbox {
    static final int COALESCE_FROM = 1_000;
    static final int MOST_ONCE = 10_000;
    /** Sent and not acknowledged; a larger window is not faster. */
    static final int WINDOW = 1_000;

    sealed interface Item {
        /**
         * A message.
         *
         * @param acknowledged to be called when the broker has it
         */
        record Publication(Message message, Runnable acknowledged) implements Item {}

        record Subscription(List<String> filters, int qos) implements Item {}

        record Unsubscription(List<String> filters) implements Item {}

        /** What it is about: a topic, or filters. */
        default String subject() {
            return switch (this) {
                case Publication(Message message, Runnable _) -> message.topic();
                case Subscription(List<String> filters, int _) -> String.join(" ", filters);
                case Unsubscription(List<String> filters) -> String.join(" ", filters);
            };
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkedHashMap<Long, Item> waiting = new LinkedHashMap<>();
    private final Map<String, Long> lastRetained = new HashMap<>();
    private long nextKey;
    private final ArrayDeque<Long> waitingOnce = new ArrayDeque<>();
    private final Set<Item> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private long acknowledged;
    private long lastTaken;
    private long lastProgress;
    private long dropped;
    private boolean woken;
    private boolean ended;

    /** Puts it at the end; true if an older message had to be dropped for it, for the first time. */
    boolean add(Item item) {
        lock.lock();
        try {
            long droppedBefore = dropped;
            long key = nextKey++;
            if (item instanceof Item.Publication(Message message, Runnable _)) {
                makeRoomFor(message, key);
            }
            waiting.put(key, item);
            changed.signalAll();
            return droppedBefore == 0 && dropped > 0;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoomFor(Message message, long key) {
        if (message.retained()) {
            Long before = lastRetained.put(message.topic(), key);
            if (before != null && waiting.size() >= COALESCE_FROM) {
                waiting.remove(before);
            }
            return;
        }
        if (waitingOnce.size() == MOST_ONCE) {
            waiting.remove(waitingOnce.remove());
            dropped++;
        }
        waitingOnce.add(key);
    }

    /** The next item, now on its way; null after {@code patience}, after {@link #wake}, or when interrupted. */
    @Nullable
    Item take(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!woken && !ended && (waiting.isEmpty() || underWay.size() >= WINDOW)) {
                if (left <= 0) {
                    return null;
                }
                left = changed.awaitNanos(left);
            }
            if (woken || ended) {
                woken = false;
                return null;
            }
            return first();
        } catch (InterruptedException _) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Item first() {
        Map.Entry<Long, Item> entry = waiting.firstEntry();
        waiting.remove(entry.getKey());
        if (entry.getValue() instanceof Item.Publication(Message message, Runnable _)) {
            if (message.retained()) {
                lastRetained.remove(message.topic(), entry.getKey());
            } else {
                waitingOnce.remove();
            }
        }
        begin(entry.getValue());
        return entry.getValue();
    }

    /** From now on it is on its way, without having waited here. */
    void begin(Item item) {
        lock.lock();
        try {
            lastTaken = System.nanoTime();
            if (underWay.isEmpty()) {
                lastProgress = lastTaken;
            }
            underWay.add(item);
        } finally {
            lock.unlock();
        }
    }

    /** The broker has acknowledged it. */
    void acknowledged(Item item) {
        lock.lock();
        try {
            acknowledged++;
            done(item);
        } finally {
            lock.unlock();
        }
    }

    /** It is not on its way any more. */
    void done(Item item) {
        lock.lock();
        try {
            underWay.remove(item);
            lastProgress = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What was sent and not acknowledged. */
    List<Item> underWay() {
        lock.lock();
        try {
            return List.copyOf(underWay);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the broker has acknowledged anything. */
    boolean hasAcknowledged() {
        lock.lock();
        try {
            return acknowledged > 0;
        } finally {
            lock.unlock();
        }
    }

    /** How long ago something was sent. */
    Duration sinceSent() {
        lock.lock();
        try {
            return Duration.ofNanos(System.nanoTime() - lastTaken);
        } finally {
            lock.unlock();
        }
    }

    /** The connection is over: nobody needs to wait any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is on its way; false after {@code patience}, or if the connection ended. */
    boolean awaitAllAcknowledged(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!underWay.isEmpty() && !ended) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return !ended;
        } catch (InterruptedException _) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #take} return, now or the next time. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing waits and nothing is on its way; false after {@code patience}. */
    boolean awaitFinished(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!waiting.isEmpty() || !underWay.isEmpty()) {
                if (left <= 0 || ended) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException _) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How long nothing has been acknowledged although something is on its way. */
    Duration silence() {
        lock.lock();
        try {
            return underWay.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastProgress);
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
