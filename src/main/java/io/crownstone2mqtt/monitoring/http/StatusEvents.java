package io.crownstone2mqtt.monitoring.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The status as server-sent events. Each listener is served by its own thread, which looks for news a few times a
 * second, less often where a status is costly to make: however many changes there are, a slow listener misses only what
 * is old. One that takes nothing for long is dropped when another wants its place.
 */
final class StatusEvents implements Page, AutoCloseable {
    private static final int MOST = 16;
    private static final Duration REST = Duration.ofMillis(150);
    /** A status that takes long to make is made so much less often, within limits: it may have been slow by chance. */
    private static final int SHARE = 20;

    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    private static final Duration STUCK = Duration.ofSeconds(10);

    private final Supplier<Object> version;
    private final Supplier<String> status;
    private final int most;
    private final Duration patience;
    private final Set<Subscriber> listeners = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Serves nobody yet.
     *
     * @param version another object whenever the status may be another one
     */
    StatusEvents(Supplier<Object> version, Supplier<String> status) {
        this(version, status, MOST, STUCK);
    }

    /**
     * The same with other limits.
     *
     * @param most how many listen at the same time
     * @param patience how long one may take nothing
     */
    StatusEvents(Supplier<Object> version, Supplier<String> status, int most, Duration patience) {
        this.version = version;
        this.status = status;
        this.most = most;
        this.patience = patience;
    }

    private static final class Subscriber {
        private final Thread thread = Thread.currentThread();
        private volatile long writingSince;
        private volatile boolean writing;

        private void write(OutputStream out, String event) throws IOException {
            writingSince = System.nanoTime();
            writing = true;
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
            writing = false;
        }

        private boolean isStuck(Duration patience) {
            return writing && System.nanoTime() - writingSince > patience.toNanos();
        }
    }

    @Override
    public void answer(PageRequest request) throws IOException {
        listeners.stream().filter(each -> each.isStuck(patience)).forEach(stuck -> stuck.thread.interrupt());
        if (listeners.size() >= most) {
            request.send(PageResponse.text(503, "Too many clients have this page open already."));
            return;
        }
        Subscriber listener = new Subscriber();
        listeners.add(listener);
        try (OutputStream out = request.begin("text/event-stream")) {
            tell(listener, out);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.remove(listener);
        }
    }

    private void tell(Subscriber listener, OutputStream out) throws IOException, InterruptedException {
        Object sent = null;
        Duration rest = REST;
        do {
            Object now = version.get();
            if (!now.equals(sent)) {
                long begin = System.nanoTime();
                String text = status.get();
                rest = restAfter(Duration.ofNanos(System.nanoTime() - begin));
                listener.write(out, "data: " + text + "\n\n");
                sent = now;
            }
        } while (!closed.await(rest.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static Duration restAfter(Duration cost) {
        long millis = cost.toMillis() * SHARE;
        return Duration.ofMillis(Math.clamp(millis, REST.toMillis(), LONGEST_REST.toMillis()));
    }

    int count() {
        return listeners.size();
    }

    @Override
    public void close() {
        closed.countDown();
        listeners.forEach(each -> each.thread.interrupt());
    }
}
