package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mqtt.ReconnectDelays.Ending;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection: makes it, sends on it, makes a new one when it is lost. One thread does all of that. Each
 * connection has an outbox of its own, so that whatever an old one still does cannot touch the new one.
 */
final class ReconnectingLink implements BrokerLink {
    private static final Logger log = LoggerFactory.getLogger(ReconnectingLink.class);

    /**
     * A connection that ended sooner counts as a failed attempt: two clients with one id throw each other out at
     * once, and a broker that forbids a topic may do so too. Without this they would do it at full speed.
     */
    private static final Duration LASTS = Duration.ofSeconds(5);

    /** AWS IoT ends the connection at a SUBSCRIBE with more. */
    private static final int MOST_FILTERS = 8;

    /** What ends a connection ends it at once: a later end has other reasons. */
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(5);

    /** Long compared to the time of an acknowledgement, in which an end of the connection is blamed on a message. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);
    /** A broker that acknowledges is there: cut off too early it would publish the will instead. */
    private static final Duration LONGEST_DISCONNECT = Duration.ofMillis(900);

    private static final Duration LONGEST_DISPOSAL = Duration.ofMillis(100);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private final Supplier<BrokerConnection> connections;
    private final BrokerListener listener;
    private final Diagnosis diagnosis;
    private final ReconnectDelays pauses;
    private final DoubleSupplier part;
    private final Duration longestSilence;
    private final Thread thread;
    private final CompletableFuture<List<Message>> closing = new CompletableFuture<>();
    private final SuspectMessages suspects = new SuspectMessages();
    private volatile @Nullable Outbox outbox;

    /** @param longestSilence after which a connection that acknowledges nothing of what is on its way is given up */
    ReconnectingLink(
            Supplier<BrokerConnection> connections,
            BrokerListener listener,
            Diagnosis diagnosis,
            ReconnectDelays pauses,
            DoubleSupplier part,
            Duration longestSilence) {
        this.connections = connections;
        this.listener = listener;
        this.diagnosis = diagnosis;
        this.pauses = pauses;
        this.part = part;
        this.longestSilence = longestSilence;
        // The client's threads inherit it: none of them may keep the process alive.
        this.thread = Thread.ofPlatform().name("broker-link").daemon(true).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void publish(Message message, Runnable acknowledged) {
        enqueue(new Outbox.Item.Publication(message, acknowledged));
    }

    @Override
    public void subscribe(List<String> filters, int qos) {
        portions(filters).forEach(each -> enqueue(new Outbox.Item.Subscription(each, qos)));
    }

    @Override
    public void unsubscribe(List<String> filters) {
        portions(filters).forEach(each -> enqueue(new Outbox.Item.Unsubscription(each)));
    }

    private static List<List<String>> portions(List<String> filters) {
        return filters.stream().gather(Gatherers.windowFixed(MOST_FILTERS)).toList();
    }

    private void enqueue(Outbox.Item item) {
        Outbox current = outbox;
        if (current != null && !closing.isDone() && current.add(item)) {
            log.warn("The broker {} is too slow: messages that are not retained are lost", diagnosis.address());
        }
    }

    @Override
    public void close(List<Message> farewell) {
        closing.complete(List.copyOf(farewell));
        Outbox current = outbox;
        if (current != null) {
            current.wake();
        }
        if (Thread.currentThread() != thread) {
            join(thread, LONGEST_CLOSE);
        }
    }

    private void run() {
        int failures = 0;
        while (!closing.isDone()) {
            Ending ending = connectAndServe(connections.get());
            failures = ending == Ending.LASTED ? 1 : failures + 1;
            Futures.endsWithin(closing, pauses.after(ending, failures, part.getAsDouble()));
        }
    }

    private Ending connectAndServe(BrokerConnection connection) {
        BrokerProblem problem = connection.open(closing);
        if (problem != null || closing.isDone()) {
            Thread disposal = connection.dispose();
            if (problem != null) {
                tellDown(problem);
            }
            joinIfClosing(disposal);
            return problem instanceof BrokerProblem.LoginRefused ? Ending.UNWELCOME : Ending.AWAY;
        }
        long since = System.nanoTime();
        Outbox own = new Outbox();
        outbox = own;
        var _ = connection.lost().thenRun(own::end);
        tell(listener::up);
        serve(connection, own);
        outbox = null;
        Duration lived = Duration.ofNanos(System.nanoTime() - since);
        end(connection, own, lived);
        return lived.compareTo(LASTS) >= 0 ? Ending.LASTED : Ending.UNWELCOME;
    }

    private void serve(BrokerConnection connection, Outbox own) {
        while (!closing.isDone() && !connection.lost().isDone()) {
            Outbox.Item item = own.take(WATCH_INTERVAL);
            if (item == null) {
                watch(connection, own);
            } else if (suspects.isRefused(item)) {
                own.done(item);
            } else if (suspects.isSuspect(item)) {
                sendAlone(connection, own, item);
            } else {
                send(connection, own, item);
            }
        }
    }

    private static void send(BrokerConnection connection, Outbox own, Outbox.Item item) {
        if (!connection.send(item, () -> own.acknowledged(item))) {
            own.done(item);
        }
    }

    /** If the connection ends at it, that is known for sure. */
    private void sendAlone(BrokerConnection connection, Outbox own, Outbox.Item item) {
        if (item instanceof Outbox.Item.Subscription(List<String> filters, int qos) && filters.size() > 1) {
            suspects.clear(item);
            own.done(item);
            filters.forEach(each -> sendSingle(connection, own, new Outbox.Item.Subscription(List.of(each), qos)));
        } else {
            sendSingle(connection, own, item);
        }
    }

    private void sendSingle(BrokerConnection connection, Outbox own, Outbox.Item item) {
        if (suspects.isRefused(item)) {
            own.done(item);
            return;
        }
        own.done(item);
        if (allAcknowledged(connection, own) && staysCalm(connection, item)) {
            own.begin(item);
            send(connection, own, item);
            if (allAcknowledged(connection, own)) {
                suspects.clear(item);
            }
        }
    }

    private boolean staysCalm(BrokerConnection connection, Outbox.Item item) {
        return !suspects.endedAlone(item)
                || !Futures.endsWithin(CompletableFuture.anyOf(closing, connection.lost()), CALM);
    }

    private boolean allAcknowledged(BrokerConnection connection, Outbox own) {
        while (!closing.isDone() && !connection.lost().isDone()) {
            if (own.awaitAllAcknowledged(WATCH_INTERVAL)) {
                return true;
            }
            watch(connection, own);
        }
        return false;
    }

    /** Finds what the client's own keep-alive should have found, in case it hangs itself. */
    private void watch(BrokerConnection connection, Outbox own) {
        if (!connection.isUp() && !Futures.endsWithin(connection.lost(), WATCH_INTERVAL)) {
            connection.lost().complete(new ConnectException("the connection ended silently"));
        } else if (own.silence().compareTo(longestSilence) > 0) {
            connection
                    .lost()
                    .complete(new ConnectException("no acknowledgement for " + longestSilence.toSeconds() + " s"));
        }
    }

    private void end(BrokerConnection connection, Outbox own, Duration lived) {
        if (closing.isDone()) {
            sayFarewell(connection, own, closing.join());
            joinIfClosing(connection.dispose());
        } else {
            Throwable reason = connection.lost().getNow(null);
            joinIfClosing(connection.dispose());
            if (own.hasAcknowledged() && own.sinceSent().compareTo(LONGEST_REFUSAL) < 0) {
                suspects.ended(own.underWay()).ifPresent(this::tellRefused);
            }
            tellDown(diagnosis.lost(reason, lived, lived.compareTo(LASTS) >= 0));
        }
    }

    private void tellRefused(Outbox.Item item) {
        switch (item) {
            case Outbox.Item.Publication(Message message, Runnable _) -> {
                int size = SuspectMessages.size(item);
                String reason = diagnosis.refused(message.topic(), size);
                log.warn("{}", reason);
                tell(() -> listener.refused(message.topic(), size, reason));
            }
            case Outbox.Item.Subscription(List<String> filters, int _) ->
                filters.forEach(each -> tell(() -> listener.subscriptionRefused(each)));
            case Outbox.Item.Unsubscription(List<String> _) -> {}
        }
    }

    /** Without an acknowledgement there is no disconnect either: the broker publishes our will instead. */
    private void sayFarewell(BrokerConnection connection, Outbox own, List<Message> farewell) {
        long deadline = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        farewell.forEach(message -> own.add(new Outbox.Item.Publication(message, () -> {})));
        while (!own.isEmpty() && !connection.lost().isDone() && System.nanoTime() < deadline) {
            Outbox.Item item = own.take(Duration.ofNanos(deadline - System.nanoTime()));
            if (item != null && suspects.isRefused(item)) {
                own.done(item);
            } else if (item != null) {
                send(connection, own, item);
            }
        }
        boolean acknowledged = own.awaitFinished(Duration.ofNanos(deadline - System.nanoTime()));
        if (acknowledged && !connection.lost().isDone()) {
            connection.disconnect(LONGEST_DISCONNECT);
        }
    }

    private void tellDown(BrokerProblem problem) {
        if (!closing.isDone()) {
            tell(() -> listener.down(problem));
        }
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            log.error("A listener of the broker link failed; the link goes on", e);
        }
    }

    private void joinIfClosing(Thread disposal) {
        if (closing.isDone()) {
            join(disposal, LONGEST_DISPOSAL);
        }
    }

    private static void join(Thread other, Duration patience) {
        try {
            if (other.isAlive() && !other.join(patience)) {
                log.debug("{} still runs", other.getName());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
