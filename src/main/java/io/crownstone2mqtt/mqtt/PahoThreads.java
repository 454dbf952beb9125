package io.crownstone2mqtt.mqtt;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one of Paho's clients. Paho starts them as it likes, and they inherit this: what one of them dies of
 * does not go to standard error, but ends the connection. Some die when the client is disposed of, which does not matter.
 */
final class PahoThreads extends ThreadGroup {
    private static final Logger log = LoggerFactory.getLogger(PahoThreads.class);

    private final CompletableFuture<Throwable> lost;

    /** @param lost is completed when one of them dies of a fault */
    PahoThreads(CompletableFuture<Throwable> lost) {
        super("mqtt");
        this.lost = lost;
    }

    /** Runs something there; the threads that it starts belong there, too. */
    void run(Runnable task) {
        Thread.ofPlatform().group(this).name("mqtt-login").daemon(true).start(task);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (lost.complete(failure)) {
            log.error(
                    "broker: '{}' died, connecting again; if this repeats please report it", thread.getName(), failure);
        } else {
            log.debug("'{}' died after its connection", thread.getName(), failure);
        }
    }
}
