package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import java.util.List;

/** One connection to a broker, made again by itself whenever it is lost. No method blocks but {@link #close}. */
public interface BrokerLink extends AutoCloseable {
    /** No command is longer, and what is not a command is cut here: a hostile payload takes no memory. */
    int LONGEST_PAYLOAD = 16 * 1024;

    /** Begins to connect; from now on the listener is called. */
    void start();

    /** Publishes after everything published before; while the link is down it is dropped: {@code up} publishes again. */
    default void publish(Message message) {
        publish(message, () -> {});
    }

    /** The same; {@code acknowledged} is called from a thread of the link, once, when the broker has acknowledged it. */
    void publish(Message message, Runnable acknowledged);

    /** Subscribes with QoS 1, in order with publications. */
    default void subscribe(List<String> filters) {
        subscribe(filters, 1);
    }

    /**
     * The same with QoS 0 or 1. With QoS 1 brokers drop what is beyond their queue (of Mosquitto 1,000 messages) without a
     * word, and whatever else is meant for us with it: 0 is for reading much at once.
     */
    void subscribe(List<String> filters, int qos);

    void unsubscribe(List<String> filters);

    /**
     * Publishes what waits, then {@code farewell}, disconnects cleanly and stops; takes at most 3 s. If the broker does
     * not acknowledge the farewell in time the connection is broken off, so that the broker publishes our will.
     */
    void close(List<Message> farewell);

    @Override
    default void close() {
        close(List.of());
    }
}
