package io.crownstone2mqtt.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One open event stream. What it may see was fixed when it began; events are queued, and one thread writes them. */
final class OpenStream implements SimulatedHome.EventReceiver {
    sealed interface Outgoing {}

    record EventData(String json) implements Outgoing {}

    record Line(String raw) implements Outgoing {}

    record OrderlyEnd() implements Outgoing {}

    record Cut() implements Outgoing {}

    private final BooleanSupplier tokenExpired;
    private final Set<String> sphereIds;
    private final StreamFaults faults;
    private final Duration pingInterval;
    private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private int pings;

    OpenStream(BooleanSupplier tokenExpired, Set<String> sphereIds, StreamFaults faults, Duration pingInterval) {
        this.tokenExpired = tokenExpired;
        this.sphereIds = sphereIds;
        this.faults = faults;
        this.pingInterval = pingInterval;
    }

    @Override
    public void event(String sphereId, String json) {
        if (sphereIds.contains(sphereId) && !faults.eventsDropped) {
            offer(new EventData(json));
        }
    }

    void offer(Outgoing outgoing) {
        queue.add(outgoing);
    }

    /** Writes until the token expires, the stream is ended or the client is gone. Breaks off with an IOException. */
    void run(OutputStream out) throws IOException, InterruptedException {
        writeUnlessSilent(out, Events.STREAM_START);
        out.flush();
        long pingDue = System.nanoTime() + pingInterval.toNanos();
        boolean open = true;
        while (open) {
            Outgoing next = queue.poll(pingDue - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (tokenExpired.getAsBoolean() && !faults.silent) {
                write(out, Events.TOKEN_EXPIRED);
                open = false;
            } else if (next != null) {
                open = write(out, next);
            } else {
                pingDue += pingInterval.toNanos();
                if (!faults.pingsStopped) {
                    writeUnlessSilent(out, Events.ping(pings++));
                }
            }
            if (queue.isEmpty()) {
                out.flush();
            }
        }
    }

    private boolean write(OutputStream out, Outgoing next) throws IOException {
        return switch (next) {
            case EventData(String json) -> {
                writeUnlessSilent(out, json);
                yield true;
            }
            case Line(String raw) -> {
                out.write((raw + "\n\n").getBytes(StandardCharsets.UTF_8));
                yield true;
            }
            case OrderlyEnd() -> false;
            case Cut() -> throw new IOException("cut");
        };
    }

    private void writeUnlessSilent(OutputStream out, String json) throws IOException {
        if (!faults.silent) {
            write(out, json);
        }
    }

    static void write(OutputStream out, String json) throws IOException {
        out.write(("data:" + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
