package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Input;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where everything that happens waits for the loop. Takes from any thread without blocking, and never more than memory
 * holds: events and messages beyond their limits are dropped, which is logged and corrected by a snapshot. All else always fits: there
 * are only as many answers as questions were asked, and connections come and go with pauses.
 */
public final class Inbox {
    private static final long LEAST_BYTES = 8 << 20;
    private static final long MOST_BYTES = 64 << 20;
    /** Of the memory: the bridge needs most of it for itself. */
    private static final int PART = 8;
    /** What a message takes in addition to its topic and payload. */
    private static final int WEIGHT = 200;

    private final LinkedBlockingQueue<ReceivedInput> waiting = new LinkedBlockingQueue<>();
    private final int mostEvents;
    private final int mostMessages;
    private final long mostBytes;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean eventsDropped = new AtomicBoolean();
    private final AtomicLong messagesDropped = new AtomicLong();

    /** {@code most}: so many events, and so many messages of the broker, may wait. */
    public Inbox(int most) {
        this(most, most, Math.clamp(Runtime.getRuntime().maxMemory() / PART, LEAST_BYTES, MOST_BYTES));
    }

    Inbox(int mostEvents, int mostMessages, long mostBytes) {
        this.mostEvents = mostEvents;
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    public void put(Input input) {
        switch (input) {
            case Input.EventReceived _ -> putEvent(input);
            case Input.BrokerMessage message -> putMessage(message);
            default -> waiting.add(ReceivedInput.now(input));
        }
    }

    private void putEvent(Input event) {
        if (events.incrementAndGet() > mostEvents) {
            events.decrementAndGet();
            eventsDropped.set(true);
        } else {
            waiting.add(ReceivedInput.now(event));
        }
    }

    /** One that is larger than all that may wait is taken when nothing else is there. */
    private void putMessage(Input.BrokerMessage message) {
        long weight = weight(message);
        int count = messages.incrementAndGet();
        long all = bytes.addAndGet(weight);
        if (count > mostMessages || (count > 1 && all > mostBytes)) {
            gone(message);
            messagesDropped.incrementAndGet();
        } else {
            waiting.add(ReceivedInput.now(message));
        }
    }

    private static long weight(Input.BrokerMessage message) {
        return message.payload().length + 2L * message.topic().length() + WEIGHT;
    }

    private void gone(Input.BrokerMessage message) {
        messages.decrementAndGet();
        bytes.addAndGet(-weight(message));
    }

    /**
     * The next input; empty if none came in time. That something was dropped is said when nothing older waits any more: what
     * waited would otherwise count as newer than the snapshot that replaces what was dropped.
     */
    Optional<ReceivedInput> poll(Duration patience) throws InterruptedException {
        if (waiting.isEmpty()) {
            long dropped = messagesDropped.getAndSet(0);
            if (dropped > 0) {
                return Optional.of(ReceivedInput.now(new Input.MessagesDropped(dropped)));
            }
            if (eventsDropped.compareAndSet(true, false)) {
                return Optional.of(ReceivedInput.now(new Input.EventsDropped()));
            }
        }
        ReceivedInput next = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (next != null) {
            taken(next.input());
        }
        return Optional.ofNullable(next);
    }

    private void taken(Input input) {
        switch (input) {
            case Input.EventReceived _ -> events.decrementAndGet();
            case Input.BrokerMessage message -> gone(message);
            default -> {}
        }
    }

    /** Whether messages of the broker may come: before any must be dropped the broker has to wait. */
    public boolean hasRoomForMessages() {
        return messages.get() < mostMessages / 2 && bytes.get() < mostBytes / 2;
    }

    /** How many inputs wait. */
    public int depth() {
        return waiting.size();
    }
}
