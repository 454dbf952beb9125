package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** One call of a user of this package with all its HTTP requests: they share a deadline and are stopped together. */
final class CloudCall implements AutoCloseable {
    private static final CloudProblem OVER = new Unavailable("the call is over: ask again");

    private final Set<Cancellable> running = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable CloudProblem> stopped = new AtomicReference<>();
    private final CompletableFuture<Void> guard = new CompletableFuture<>();
    private final long end;

    private CloudCall(long end) {
        this.end = end;
    }

    /** Stops by itself after that time, whatever its requests are waiting for. */
    static CloudCall within(Duration limit) {
        CloudCall call = new CloudCall(System.nanoTime() + limit.toNanos());
        var _ = call.guard.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((_, timeout) -> {
            if (timeout != null) {
                call.stop(new Unavailable("the Crownstone cloud did not answer within " + spoken(limit)
                        + ": check the way to the Internet if that goes on"));
            }
        });
        return call;
    }

    static CloudCall unlimited() {
        return new CloudCall(System.nanoTime() + Duration.ofDays(36500).toNanos());
    }

    private static String spoken(Duration limit) {
        return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }

    long remainingNanos() {
        return Math.max(0, end - System.nanoTime());
    }

    /** Every request comes in here before it starts. */
    void enter(Cancellable request) {
        running.add(request);
        CloudProblem why = stopped.get();
        if (why != null) {
            running.remove(request);
            throw new CloudException(why);
        }
    }

    void leave(Cancellable request) {
        running.remove(request);
    }

    /** Ends what is under way, and lets nothing start any more. */
    void stop(CloudProblem why) {
        stopped.compareAndSet(null, why);
        running.forEach(Cancellable::cancel);
    }

    /** Why it was stopped; null while it was not. */
    @Nullable
    CloudProblem stopped() {
        return stopped.get();
    }

    /** It has its answer, or gave up: what is still under way is of no use to anybody. */
    @Override
    public void close() {
        guard.complete(null);
        stop(OVER);
    }
}
