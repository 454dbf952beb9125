package io.crownstone2mqtt.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One open stream. What it may see was fixed when it began; whatever comes is queued, and one thread writes it. */
final class EventConnection implements Consumer<SphereEvent> {
    sealed interface Outgoing {}

    record Event(String json) implements Outgoing {}

    record Line(String raw) implements Outgoing {}

    record End() implements Outgoing {}

    record Cut() implements Outgoing {}

    private final Token token;
    private final Tokens tokens;
    private final Set<String> sphereIds;
    private final StreamFaults faults;
    private final Duration pingInterval;
    private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private int pings;

    EventConnection(Token token, Tokens tokens, Set<String> sphereIds, StreamFaults faults, Duration pingInterval) {
        this.token = token;
        this.tokens = tokens;
        this.sphereIds = sphereIds;
        this.faults = faults;
        this.pingInterval = pingInterval;
    }

    @Override
    public void accept(SphereEvent event) {
        if (sphereIds.contains(event.sphereId()) && !faults.eventsDropped()) {
            offer(new Event(event.json()));
        }
    }

    void offer(Outgoing outgoing) {
        queue.add(outgoing);
    }

    /** Writes until the token expires, the stream is ended or the client is gone. Breaks off with an IOException. */
    void run(OutputStream out) throws IOException, InterruptedException {
        write(out, Events.STREAM_START);
        out.flush();
        long pingDue = System.nanoTime() + pingInterval.toNanos();
        boolean open = true;
        while (open) {
            Outgoing next = queue.poll(pingDue - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (tokens.isExpired(token) && !faults.silent()) {
                write(out, Events.TOKEN_EXPIRED);
                open = false;
            } else if (next == null) {
                pingDue += pingInterval.toNanos();
                ping(out);
            } else {
                open = write(out, next);
            }
            if (queue.isEmpty()) {
                out.flush();
            }
        }
    }

    private void ping(OutputStream out) throws IOException {
        if (!faults.pingsStopped()) {
            write(out, Events.ping(pings++));
        }
    }

    private boolean write(OutputStream out, Outgoing next) throws IOException {
        return switch (next) {
            case Event(String json) -> {
                write(out, json);
                yield true;
            }
            case Line(String raw) -> {
                out.write((raw + "\n\n").getBytes(StandardCharsets.UTF_8));
                yield true;
            }
            case End() -> false;
            case Cut() -> throw new IOException("cut");
        };
    }

    private void write(OutputStream out, String json) throws IOException {
        if (!faults.silent()) {
            out.write(("data:" + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
