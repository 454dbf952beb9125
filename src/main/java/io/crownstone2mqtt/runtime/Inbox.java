package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Input;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where everything that happens waits for the loop. Takes from any thread without blocking. Events beyond the limit are
 * dropped and said to be: the bridge then takes the whole picture again, so that nothing is lost. All else always fits.
 */
public final class Inbox {
    private final LinkedBlockingQueue<Arrival> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean dropped = new AtomicBoolean();
    private final int mostEvents;

    /** {@code mostEvents}: when so many inputs wait, events are dropped. */
    public Inbox(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    public void put(Input input) {
        if (input instanceof Input.EventReceived && waiting.size() >= mostEvents) {
            dropped.set(true);
        } else {
            waiting.add(Arrival.now(input));
        }
    }

    /**
     * The next input; empty if none came in time. That events were dropped is said when nothing older waits any more: what
     * waited would else be taken for newer than the picture that makes up for the dropped ones.
     */
    Optional<Arrival> poll(Duration patience) throws InterruptedException {
        if (waiting.isEmpty() && dropped.compareAndSet(true, false)) {
            return Optional.of(Arrival.now(new Input.EventsDropped()));
        }
        return Optional.ofNullable(waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** How many inputs wait. */
    public int depth() {
        return waiting.size();
    }
}
