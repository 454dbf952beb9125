package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mqtt.BrokerListener;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import io.crownstone2mqtt.mqtt.BrokerProblem;
import io.crownstone2mqtt.mqtt.PahoBrokerLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A short connection to the broker, which leaves nothing behind. */
public final class BrokerClient implements AutoCloseable {
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(15);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(60);

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final PahoBrokerLink link;

    /** What the broker says. */
    private sealed interface News {
        record Connected() implements News {}

        record ConnectionLost(BrokerProblem problem) implements News {}

        record SubscriptionRefused(String filter) implements News {}

        record MessageReceived(Message message) implements News {}

        record Acknowledged() implements News {}
    }

    /**
     * What the broker sent.
     *
     * @param missing topics of our own messages that did not come back
     * @param refused filters to which the broker does not let us subscribe
     * @param lost why the connection ended before that; null if it did not
     * @param messages without our own
     */
    record Received(
            Set<String> missing,
            List<String> refused,
            @Nullable BrokerProblem lost,
            List<Message> messages) {
        /** Whether all that we published came back. */
        boolean echoed() {
            return missing.isEmpty();
        }
    }

    private BrokerClient(BrokerOptions options) {
        link = new PahoBrokerLink(options, new QueueingListener());
    }

    /** @throws CommandFailure if the broker cannot be reached or does not let us in */
    static BrokerClient to(BrokerOptions options) {
        BrokerClient client = new BrokerClient(options);
        client.link.start();
        return switch (client.next(LONGEST_LOGIN)) {
            case News.Connected _ -> client;
            case News.ConnectionLost(BrokerProblem problem) -> throw client.ended(CommandFailure.of(problem));
            case News.SubscriptionRefused _, News.MessageReceived _, News.Acknowledged _ ->
                throw new IllegalStateException("received before the connection");
            case null ->
                throw client.ended(CommandFailure.unavailable(
                        "the broker does not answer: check mqtt.url, and whether the broker is running"));
        };
    }

    private CommandFailure ended(CommandFailure failure) {
        close();
        return failure;
    }

    /**
     * Subscribes, publishes a message of our own and listens until that is back: what the broker had to say before has
     * then been said.
     *
     * @param quiet for how long to listen after that, each time something comes
     */
    Received ask(List<String> filters, Message echo, Duration quiet) {
        return ask(filters, List.of(), List.of(echo), quiet);
    }

    /**
     * The same with several messages.
     *
     * @param atMostOnce filters for QoS 0
     * @param atLeastOnce filters for QoS 1
     * @param echoes each on a topic of its own; those that no filter names as such are subscribed to
     */
    Received ask(List<String> atMostOnce, List<String> atLeastOnce, List<Message> echoes, Duration quiet) {
        Set<String> missing = echoes.stream().map(Message::topic).collect(Collectors.toCollection(TreeSet::new));
        link.subscribe(
                atMostOnce.stream().filter(filter -> !missing.contains(filter)).toList(), 0);
        link.subscribe(
                atLeastOnce.stream().filter(filter -> !missing.contains(filter)).toList(), 1);
        link.subscribe(List.copyOf(missing), 1);
        echoes.forEach(link::publish);
        List<String> refused = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        long end = System.nanoTime() + LONGEST_CONNECTION.toNanos();
        while (System.nanoTime() - end < 0 && (missing.isEmpty() || !refused.containsAll(missing))) {
            switch (next(missing.isEmpty() ? quiet : LONGEST_SILENCE)) {
                case null -> {
                    return new Received(missing, refused, null, messages);
                }
                case News.ConnectionLost(BrokerProblem problem) -> {
                    return new Received(missing, refused, problem, messages);
                }
                case News.SubscriptionRefused(String filter) -> refused.add(filter);
                case News.MessageReceived(Message message)
                when echoes.contains(message) -> missing.remove(message.topic());
                case News.MessageReceived(Message message) -> messages.add(message);
                case News.Connected _, News.Acknowledged _ -> {}
            }
        }
        return new Received(missing, refused, null, messages);
    }

    /** Whether the broker keeps a retained message for later subscribers; it is cleared again. */
    boolean keeps(Message retained) {
        link.publish(retained, () -> news.add(new News.Acknowledged()));
        awaitAcknowledged(1, "the broker does not acknowledge a retained message: look at its log");
        link.subscribe(List.of(retained.topic())); // not sooner: a client may overtake its own publications by this
        boolean kept = arrives(retained);
        clear(List.of(retained.topic()));
        return kept;
    }

    private boolean arrives(Message wanted) {
        long end = System.nanoTime() + LONGEST_SILENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            switch (next(LONGEST_SILENCE)) {
                case null -> {
                    return false;
                }
                case News.ConnectionLost(BrokerProblem problem) -> throw CommandFailure.of(problem);
                case News.MessageReceived(Message message)
                when message.equals(wanted) -> {
                    return true;
                }
                case News.Connected _, News.SubscriptionRefused _, News.MessageReceived _, News.Acknowledged _ -> {}
            }
        }
        return false;
    }

    /**
     * Clears retained messages, and waits until the broker has acknowledged all of that.
     *
     * @throws CommandFailure it has not
     */
    void clear(List<String> topics) {
        topics.forEach(topic -> link.publish(Message.retained(topic, ""), () -> news.add(new News.Acknowledged())));
        awaitAcknowledged(
                topics.size(),
                "the broker does not acknowledge the removal: try again, what is removed already stays so");
    }

    private void awaitAcknowledged(int count, String otherwise) {
        int waiting = count;
        while (waiting > 0) {
            switch (next(LONGEST_LOGIN)) {
                case null -> throw CommandFailure.unavailable(otherwise);
                case News.ConnectionLost(BrokerProblem problem) -> throw CommandFailure.of(problem);
                case News.Acknowledged _ -> waiting--;
                case News.Connected _, News.SubscriptionRefused _, News.MessageReceived _ -> {}
            }
        }
    }

    private @Nullable News next(Duration patience) {
        try {
            return news.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        link.close();
    }

    private final class QueueingListener implements BrokerListener {
        @Override
        public void up() {
            news.add(new News.Connected());
        }

        @Override
        public void down(BrokerProblem problem) {
            news.add(new News.ConnectionLost(problem));
        }

        @Override
        public void received(String topic, byte[] payload, boolean retained) {
            news.add(new News.MessageReceived(
                    new Message(topic, new String(payload, StandardCharsets.UTF_8), retained)));
        }

        @Override
        public void subscriptionRefused(String filter) {
            news.add(new News.SubscriptionRefused(filter));
        }
    }
}
