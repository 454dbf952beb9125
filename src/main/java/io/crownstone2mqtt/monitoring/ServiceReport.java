package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Health;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the service manager what the loop shows after each step: that it has started, with its first step,
 * its health, and that the loop still runs. What is still missing then, such as the broker, is in the status: a bridge
 * never holds up the boot of its machine. A loop that hangs, or whose every step fails, reports nothing: then the service
 * manager starts the service again. Belongs to the loop's thread.
 */
public final class ServiceReport implements Consumer<BridgeState> {
    private static final Duration STATUS_REST = Duration.ofSeconds(1);

    private final Notify notify;
    private final @Nullable Duration watchdog;
    private final StatusLine line;
    private final LongSupplier nanos;
    private boolean ready;
    private String status = "";
    private long statusAt;
    private long aliveAt;

    /**
     * Reports nothing yet.
     *
     * @param watchdog how often the service manager wants a sign of life at least; null if it does not
     * @param zone in which times are shown
     * @param nanos a clock that never jumps
     */
    public ServiceReport(Notify notify, @Nullable Duration watchdog, ZoneId zone, LongSupplier nanos) {
        this.notify = notify;
        this.watchdog = watchdog;
        this.line = new StatusLine(zone);
        this.nanos = nanos;
        this.statusAt = nanos.getAsLong() - STATUS_REST.toNanos();
        this.aliveAt = nanos.getAsLong();
    }

    @Override
    public void accept(BridgeState state) {
        long now = nanos.getAsLong();
        alive(now);
        // Steps come by the thousand; people read the status once in a while.
        if (!ready || now - statusAt >= STATUS_REST.toNanos()) {
            report(state.health(), now);
        }
    }

    private void alive(long now) {
        if (watchdog != null && now - aliveAt >= watchdog.dividedBy(2).toNanos() && notify.say("WATCHDOG=1")) {
            aliveAt = now;
        }
    }

    private void report(Health health, long now) {
        String text = line.of(health);
        boolean starts = !ready;
        if ((starts || !text.equals(status)) && notify.say((starts ? "READY=1\n" : "") + "STATUS=" + text)) {
            ready |= starts;
            status = text;
        }
        statusAt = now;
    }
}
