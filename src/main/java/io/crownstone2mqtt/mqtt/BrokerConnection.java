package io.crownstone2mqtt.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One connection to the broker: opened once, never reused. Used by the link's thread alone; no call blocks for long. */
interface BrokerConnection {
    /**
     * Connects and logs in; gives up when {@code cancel} completes.
     *
     * @return why there is no connection; null if there is one, or if it was cancelled
     */
    @Nullable
    BrokerProblem open(CompletableFuture<?> cancel);

    /** Completes when the connection is over, however it ended, with the reason. */
    CompletableFuture<Throwable> lost();

    /**
     * Sends.
     *
     * @param acknowledged is called once, when the broker has acknowledged it
     * @return false if it could not be sent; {@code acknowledged} is not called then
     */
    boolean send(Outbox.Item item, Runnable acknowledged);

    /** Whether it still believes to be connected; when not, {@link #lost} should complete soon. */
    boolean isUp();

    /** Disconnects cleanly, so that the broker does not publish our will. */
    void disconnect(Duration patience);

    /** Frees everything, in a thread of its own since that may block. */
    Thread dispose();
}
