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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A short visit to the broker, which leaves nothing behind. */
public final class BrokerVisit implements AutoCloseable {
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(15);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_VISIT = Duration.ofSeconds(60);

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final PahoBrokerLink link;

    /** What the broker says. */
    private sealed interface News {
        record Up() implements News {}

        record Down(BrokerProblem problem) implements News {}

        record Refused(String filter) implements News {}

        record Received(Message message) implements News {}

        record Acknowledged() implements News {}
    }

    /**
     * What was heard.
     *
     * @param echoed our own message came back
     * @param refused filters to which the broker does not let us subscribe
     * @param lost why the connection ended before that; null if it did not
     * @param messages without our own
     */
    record Heard(
            boolean echoed, List<String> refused, @Nullable BrokerProblem lost, List<Message> messages) {}

    private BrokerVisit(BrokerOptions options) {
        link = new PahoBrokerLink(options, new Listener());
    }

    /** @throws CommandFailure if the broker cannot be reached or does not let us in */
    static BrokerVisit to(BrokerOptions options) {
        BrokerVisit visit = new BrokerVisit(options);
        visit.link.start();
        return switch (visit.next(LONGEST_LOGIN)) {
            case News.Up _ -> visit;
            case News.Down(BrokerProblem problem) -> throw visit.ended(CommandFailure.of(problem));
            case News.Refused _, News.Received _, News.Acknowledged _ ->
                throw new IllegalStateException("heard before the connection");
            case null ->
                throw visit.ended(CommandFailure.unavailable(
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
    Heard ask(List<String> filters, Message echo, Duration quiet) {
        link.subscribe(
                filters.stream().filter(filter -> !filter.equals(echo.topic())).toList(), 0);
        link.subscribe(List.of(echo.topic()));
        link.publish(echo);
        boolean echoed = false;
        List<String> refused = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        long end = System.nanoTime() + LONGEST_VISIT.toNanos();
        while (System.nanoTime() - end < 0 && !refused.contains(echo.topic())) {
            switch (next(echoed ? quiet : LONGEST_SILENCE)) {
                case null -> {
                    return new Heard(echoed, refused, null, messages);
                }
                case News.Down(BrokerProblem problem) -> {
                    return new Heard(echoed, refused, problem, messages);
                }
                case News.Refused(String filter) -> refused.add(filter);
                case News.Received(Message message) when message.topic().equals(echo.topic()) -> echoed = true;
                case News.Received(Message message) -> messages.add(message);
                case News.Up _, News.Acknowledged _ -> {}
            }
        }
        return new Heard(echoed, refused, null, messages);
    }

    /**
     * Clears retained messages, and waits until the broker has acknowledged all of that.
     *
     * @throws CommandFailure it has not
     */
    void clear(List<String> topics) {
        topics.forEach(topic -> link.publish(Message.retained(topic, ""), () -> news.add(new News.Acknowledged())));
        int waiting = topics.size();
        while (waiting > 0) {
            switch (next(LONGEST_LOGIN)) {
                case null ->
                    throw CommandFailure.unavailable(
                            "the broker does not acknowledge the removal: try again, what is removed already stays so");
                case News.Down(BrokerProblem problem) -> throw CommandFailure.of(problem);
                case News.Acknowledged _ -> waiting--;
                case News.Up _, News.Refused _, News.Received _ -> {}
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

    private final class Listener implements BrokerListener {
        @Override
        public void up() {
            news.add(new News.Up());
        }

        @Override
        public void down(BrokerProblem problem) {
            news.add(new News.Down(problem));
        }

        @Override
        public void received(String topic, byte[] payload, boolean retained) {
            news.add(new News.Received(new Message(topic, new String(payload, StandardCharsets.UTF_8), retained)));
        }

        @Override
        public void subscriptionRefused(String filter) {
            news.add(new News.Refused(filter));
        }
    }
}
