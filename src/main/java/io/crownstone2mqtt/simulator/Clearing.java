package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The end of faults, for those who wait in them. */
final class Clearing {
    private final AtomicReference<CountDownLatch> next = new AtomicReference<>(new CountDownLatch(1));

    /** Ends every wait that has begun. */
    void clear() {
        next.getAndSet(new CountDownLatch(1)).countDown();
    }

    void await() throws InterruptedException {
        next.get().await();
    }

    /** Whether the faults are cleared within that time. */
    boolean await(Duration time) throws InterruptedException {
        return next.get().await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
