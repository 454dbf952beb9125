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
        Diagnosis diagnosis = new Diagnosis(BrokerAddress.of(options.url()), options.clientId(), options.loginHint());
        PahoLogging.apply();
        LongMessages longMessages = new LongMessages(System::nanoTime);
        this.link = new ReconnectingLink(
                () -> new PahoConnection(options, diagnosis, listener, longMessages),
                listener,
                diagnosis,
                ReconnectDelays.USUAL,
                () -> Backoff.part(ThreadLocalRandom.current().nextDouble()),
                options.keepAlive().multipliedBy(SILENT_KEEP_ALIVES));
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
    public void subscribe(List<String> filters, int qos) {
        link.subscribe(filters, qos);
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
