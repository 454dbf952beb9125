package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A client whose event stream comes from a {@link RawServer}; a stream silent for a second is dead. */
public final class StreamFixture implements AutoCloseable {
    private static final Duration WATCHDOG = Duration.ofSeconds(1);
    private static final int PING_MILLIS = 200;

    record Loss(CloudProblem problem, Duration retryIn) {}

    /** Remembers what it heard. */
    static final class Recorder implements EventStreamListener {
        private final AtomicInteger starts = new AtomicInteger();
        private final List<HomeEvent> events = new CopyOnWriteArrayList<>();
        private final List<Loss> losses = new CopyOnWriteArrayList<>();
        private final Set<String> threads = new ConcurrentSkipListSet<>();
        private final AtomicBoolean throwing = new AtomicBoolean();

        @Override
        public void started() {
            threads.add(Thread.currentThread().getName());
            starts.incrementAndGet();
        }

        @Override
        public void received(HomeEvent event) {
            threads.add(Thread.currentThread().getName());
            if (throwing.getAndSet(false)) {
                throw new IllegalStateException("a fault of the listener, on purpose");
            }
            events.add(event);
        }

        @Override
        public void lost(CloudProblem problem, Duration retryIn) {
            threads.add(Thread.currentThread().getName());
            losses.add(new Loss(problem, retryIn));
        }

        void throwOnNext() {
            throwing.set(true);
        }

        int starts() {
            return starts.get();
        }

        List<HomeEvent> events() {
            return List.copyOf(events);
        }

        List<Loss> losses() {
            return List.copyOf(losses);
        }

        Set<String> threads() {
            return threads;
        }
    }

    final FakeCloud server = FakeCloud.recorded();
    final FakeClock clock = new FakeClock();
    final RawServer events;
    final CrownstoneCloud cloud;
    private final CloudHttp http;

    /**
     * Not yet listening.
     *
     * @param part of every pause that is waited, 0 to 1
     */
    StreamFixture(double part, RawServer events) {
        this.events = events;
        CloudOptions options =
                CloudOptions.of(server.url(), events.url("/sse"), "1.2.3").withEventsWatchdog(WATCHDOG);
        http = new CloudHttp(options);
        cloud = new CrownstoneCloud(http, CloudFixture.CREDENTIALS, options, clock, () -> part);
    }

    /** A connection that lives until the client ends it. */
    static void pingUntilGone(RawServer.Peer peer) throws IOException {
        peer.socket().setSoTimeout(PING_MILLIS);
        int read = 0;
        while (read >= 0) {
            try {
                read = peer.in().read();
            } catch (SocketTimeoutException _) {
                peer.event("{\"type\":\"ping\",\"counter\":0}");
            }
        }
    }

    @Override
    public void close() {
        cloud.close();
        http.close();
        events.close();
        server.close();
    }
}
