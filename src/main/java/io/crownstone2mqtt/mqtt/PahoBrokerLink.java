package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.retry.Backoff;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The link over Paho's MQTT 3.1.1 client, with QoS 1 for everything and a clean session. */
public final class PahoBrokerLink implements BrokerLink {
    /** Paho's own keep-alive needs two. */
    private static final int SILENT_KEEP_ALIVES = 3;

    private final ReconnectingLink link;

    /** @throws IllegalArgumentException if the URL names no broker; the message is for people */
    public PahoBrokerLink(BrokerOptions options, BrokerListener listener) {
        this(options, listener, 1);
    }

    private PahoBrokerLink(BrokerOptions options, BrokerListener listener, int subscriptionQos) {
        Diagnosis diagnosis = new Diagnosis(BrokerAddress.of(options.url()), options.clientId(), options.loginHint());
        QuietPaho.apply();
        LongMessages longMessages = new LongMessages(System::nanoTime);
        this.link = new ReconnectingLink(
                () -> new PahoConnection(options, diagnosis, listener, longMessages, subscriptionQos),
                listener,
                diagnosis,
                Pauses.USUAL,
                () -> Backoff.part(ThreadLocalRandom.current().nextDouble()),
                options.keepAlive().multipliedBy(SILENT_KEEP_ALIVES));
    }

    /**
     * For reading much at once: subscribes with QoS 0, since brokers drop what is beyond their queue for QoS 1 (of
     * Mosquitto 1,000 messages) without a word.
     */
    public static PahoBrokerLink reader(BrokerOptions options, BrokerListener listener) {
        return new PahoBrokerLink(options, listener, 0);
    }

    @Override
    public void start() {
        link.start();
    }

    @Override
    public void publish(Message message, Runnable acknowledged) {
        link.publish(message, acknowledged);
    }

    @Override
    public void subscribe(List<String> filters) {
        link.subscribe(filters);
    }

    @Override
    public void unsubscribe(List<String> filters) {
        link.unsubscribe(filters);
    }

    @Override
    public void close(List<Message> farewell) {
        link.close(farewell);
    }
}
