package io.crownstone2mqtt.mqtt;

/** Receives what happens at the broker. Called from the link's threads: an implementation only passes it on, it never blocks or throws. */
public interface BrokerListener {
    /** Connected; whatever was subscribed or waiting before is gone: subscribe and publish again. */
    void up();

    /** The connection was lost, or could not be made; the link goes on trying by itself, and calls after each attempt. */
    void down(BrokerProblem problem);

    /**
     * A message arrived.
     *
     * @param payload at most {@link BrokerLink#LONGEST_PAYLOAD} bytes, and one more if it was longer
     * @param retained the broker held it before we subscribed
     */
    void received(String topic, byte[] payload, boolean retained);

    /**
     * Whether another message may come. While not, nothing is read from the broker, which waits: asked before each
     * message, and every few milliseconds until there is room.
     */
    default boolean hasRoom() {
        return true;
    }

    /** The broker does not let us subscribe to this filter; everything else goes on. */
    void subscriptionRefused(String filter);

    /**
     * The broker ends the connection whenever it gets this, so it is not sent again as long as the link lives. All else
     * goes on.
     *
     * @param size of the payload, in bytes
     * @param reason one line for people that names all of it
     */
    default void refused(String topic, int size, String reason) {}
}
