package io.crownstone2mqtt.mirror;

/** A message to publish with QoS 1. A retained one without payload clears its topic. */
public record Message(String topic, String payload, boolean retained) {
    public static Message retained(String topic, String payload) {
        return new Message(topic, payload, true);
    }

    public static Message clear(String topic) {
        return new Message(topic, "", true);
    }

    public static Message once(String topic, String payload) {
        return new Message(topic, payload, false);
    }
}
