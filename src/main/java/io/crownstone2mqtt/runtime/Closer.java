package io.crownstone2mqtt.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops what was started, in the reverse order, each with its own patience; one that hangs or fails does not keep the others. */
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<Resource> steps = new ArrayDeque<>();

    private record Resource(String what, Duration patience, Runnable stop) {}

    public void add(String what, Duration patience, Runnable stop) {
        steps.push(new Resource(what, patience, stop));
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            stop(steps.pop());
        }
    }

    /** Runs them in parallel, on a thread for each; returns when all have ended, whichever fail. */
    public static void allAtOnce(List<Runnable> stops) {
        List<Thread> threads = new ArrayList<>();
        stops.forEach(stop -> threads.add(Thread.ofVirtual().name("stop").start(() -> tried(stop))));
        try {
            for (Thread each : threads) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tried(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.warn("stopping: a part failed", e);
        }
    }

    private static void stop(Resource step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("stop-" + step.what).start(() -> {
            try {
                step.stop.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            } catch (Error e) {
                done.completeExceptionally(e);
                throw e;
            }
        });
        try {
            done.get(step.patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("stopping: {} takes too long, going on without it", step.what);
        } catch (ExecutionException e) {
            LOG.warn("stopping: {} failed", step.what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
