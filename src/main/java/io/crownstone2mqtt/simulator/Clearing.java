package io.crownstone2mqtt.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The end of faults, for those who wait in them. */
final class Clearing {
    private final AtomicReference<CountDownLatch> next = new AtomicReference<>(new CountDownLatch(1));

    /** Ends every wait for it. */
    void clear() {
        next.getAndSet(new CountDownLatch(1)).countDown();
    }

    /** Counts down when the faults are cleared. Taken before they are looked at, it does not miss their end. */
    CountDownLatch next() {
        return next.get();
    }
}
