package io.crownstone2mqtt.runtime;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where every thread's end by a fault arrives, as the default handler of the process. A part that can go on
 * after an exception catches that itself; what arrives here no thread survived, and a bridge without one of its threads
 * would live and do nothing: it is logged once, and the bridge ends.
 */
public final class Faults implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    /** Its threads: the link finds out by itself that such a connection is dead. */
    private static final String MQTT_CLIENT = "MQTT ";

    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        if (fault instanceof Exception && thread.getName().startsWith(MQTT_CLIENT)) {
            LOG.error("the MQTT client failed; connecting to the broker again", fault);
            return;
        }
        boolean first = fatal.complete(fault); // before all that needs memory
        if (first) {
            LOG.error("a bug in crownstone2mqtt ended {}: please report it; the program ends", thread.getName(), fault);
        } else {
            LOG.debug("{} ended, too", thread.getName(), fault);
        }
    }

    /** Completes with the first fault. */
    public CompletableFuture<Throwable> fatal() {
        return fatal;
    }

    /** Throws the fault, if there was one. */
    public void rethrow() {
        switch (fatal.getNow(null)) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }
}
