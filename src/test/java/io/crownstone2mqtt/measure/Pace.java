package io.crownstone2mqtt.measure;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does something so many times a second. */
record Pace(int perSecond) {
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Returns when the time is over. */
    void run(Duration length, Action action) throws InterruptedException, ExecutionException {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var ticks = clock.scheduleAtFixedRate(
                    () -> act(action), 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
            try {
                ticks.get(length.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException over) {
                ticks.cancel(false);
            }
        }
    }

    private static void act(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
