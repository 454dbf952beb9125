package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection by Paho's client, with QoS 1 for everything and a clean session. Paho's threads only complete futures
 * here and hand on messages: blocking one of them would stop the client.
 */
final class PahoConnection implements Connection, MqttCallback {
    private static final Logger log = LoggerFactory.getLogger(PahoConnection.class);

    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(10);
    /** Shorter than the login, to tell a host that does not answer from one that is no broker. */
    private static final int LONGEST_CONNECT_SECONDS = 8;

    private static final int LONGEST_KEEP_ALIVE_SECONDS = 65_535;
    private static final int QOS = 1;
    private static final int REFUSED = 0x80;

    private final BrokerOptions options;
    private final BrokerAddress address;
    private final Diagnosis diagnosis;
    private final BrokerListener listener;
    private final CompletableFuture<Throwable> lost = new CompletableFuture<>();
    private @Nullable PahoClient client;

    PahoConnection(BrokerOptions options, Diagnosis diagnosis, BrokerListener listener) {
        this.options = options;
        this.address = diagnosis.address();
        this.diagnosis = diagnosis;
        this.listener = listener;
    }

    @Override
    public @Nullable BrokerProblem open(CompletableFuture<?> cancel) {
        if (address.transport().secure() && address.isIpv6()) {
            return diagnosis.noTlsAtIpv6();
        }
        CompletableFuture<Void> login = new CompletableFuture<>();
        try {
            PahoClient paho = new PahoClient(address.uri(reachableHost()), options.clientId());
            client = paho;
            paho.setCallback(this);
            paho.connect(connectOptions(), null, new Login(login));
            if (!Waiting.forCompletion(CompletableFuture.anyOf(login, cancel), LONGEST_LOGIN)) {
                return diagnosis.noAnswer();
            }
            return login.isCompletedExceptionally() ? explain(login.exceptionNow()) : null;
        } catch (TlsFileException e) {
            return new BrokerProblem.Unavailable(String.valueOf(e.getMessage()));
        } catch (MqttException | UnknownHostException | IllegalArgumentException e) {
            return explain(e);
        }
    }

    @Override
    public CompletableFuture<Throwable> lost() {
        return lost;
    }

    @Override
    public boolean isUp() {
        return client != null && client.isConnected();
    }

    @Override
    public void send(Outbox.Item item, Runnable done) {
        Delivery delivery = new Delivery(item, done);
        try {
            send(item, delivery);
        } catch (MqttException e) {
            // What is not sent is missing on the broker: only a new connection, with everything anew, mends that.
            Waiting.forCompletion(lost, Duration.ofSeconds(1));
            lost.complete(e);
            delivery.finish();
        } catch (IllegalArgumentException e) {
            log.warn("Not sent, since MQTT does not allow it: {} ({})", item, e.getMessage());
            delivery.finish();
        }
    }

    private void send(Outbox.Item item, Delivery delivery) throws MqttException {
        if (client == null) {
            throw new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
        }
        switch (item) {
            case Outbox.Item.Publication(Message(String topic, String payload, boolean retained), Runnable _) ->
                client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), QOS, retained, null, delivery);
            case Outbox.Item.Subscription(List<String> filters) -> {
                int[] qos = new int[filters.size()];
                Arrays.fill(qos, QOS);
                client.subscribe(filters.toArray(String[]::new), qos, null, delivery);
            }
            case Outbox.Item.Unsubscription(List<String> filters) ->
                client.unsubscribe(filters.toArray(String[]::new), null, delivery);
        }
    }

    @Override
    public void disconnect(Duration patience) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try {
            if (client != null) {
                client.disconnect(0, null, new Login(gone));
                Waiting.forCompletion(gone, patience);
            }
        } catch (MqttException e) {
            log.debug("No clean disconnect from {}", address, e);
        }
    }

    @Override
    public Thread dispose() {
        return Thread.ofVirtual().name("broker-link-disposal").start(() -> {
            if (client != null) {
                client.dispose();
            }
        });
    }

    @Override
    public void connectionLost(Throwable cause) {
        lost.complete(cause);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        byte[] payload = message.getPayload();
        byte[] handed = payload.length > BrokerLink.LONGEST_PAYLOAD
                ? Arrays.copyOf(payload, BrokerLink.LONGEST_PAYLOAD + 1)
                : payload;
        try {
            listener.received(topic, handed, message.isRetained());
        } catch (RuntimeException e) {
            log.error("A message on {} could not be handed on", topic, e);
        }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // Each delivery has a listener of its own.
    }

    private MqttConnectOptions connectOptions() throws TlsFileException {
        MqttConnectOptions paho = new MqttConnectOptions();
        paho.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        paho.setCleanSession(true);
        paho.setAutomaticReconnect(false);
        paho.setConnectionTimeout(LONGEST_CONNECT_SECONDS);
        paho.setKeepAliveInterval(Math.clamp(options.keepAlive().toSeconds(), 1, LONGEST_KEEP_ALIVE_SECONDS));
        paho.setMaxInflight(2 * Outbox.WINDOW);
        Message will = options.will();
        paho.setWill(will.topic(), will.payload().getBytes(StandardCharsets.UTF_8), QOS, will.retained());
        String username = options.username();
        if (username != null) {
            String password = options.password();
            paho.setUserName(username);
            paho.setPassword(password == null ? new char[0] : password.toCharArray());
        }
        if (address.transport().secure()) {
            paho.setSocketFactory(options.tls().context().getSocketFactory());
            paho.setHttpsHostnameVerificationEnabled(options.tls().verifyHostname());
        }
        return paho;
    }

    private String reachableHost() throws UnknownHostException {
        if (address.fitsUri()) {
            return address.host();
        }
        InetAddress found = InetAddress.getByName(address.host());
        return found instanceof Inet6Address ? "[" + found.getHostAddress() + "]" : found.getHostAddress();
    }

    private BrokerProblem explain(Throwable failure) {
        log.debug("No connection to {}", address, failure);
        return diagnosis.notMade(failure instanceof MqttException mqtt ? mqtt.getReasonCode() : 0, failure);
    }

    private record Login(CompletableFuture<Void> done) implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            done.complete(null);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            done.completeExceptionally(failure);
        }
    }

    /** Paho may tell a failure and later a success: only the first counts. */
    private final class Delivery implements IMqttActionListener {
        private final Outbox.Item item;
        private final Runnable done;
        private final AtomicBoolean finished = new AtomicBoolean();

        Delivery(Outbox.Item item, Runnable done) {
            this.item = item;
            this.done = done;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            if (item instanceof Outbox.Item.Subscription(List<String> filters)) {
                tellRefused(filters, token.getGrantedQos());
            }
            if (finish() && item instanceof Outbox.Item.Publication(Message _, Runnable acknowledged)) {
                acknowledged.run();
            }
        }

        private void tellRefused(List<String> filters, int[] granted) {
            for (int i = 0; i < Math.min(filters.size(), granted.length); i++) {
                if (granted[i] == REFUSED) {
                    listener.subscriptionRefused(filters.get(i));
                }
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            finish();
        }

        /** Returns whether it had not been finished before. */
        private boolean finish() {
            boolean first = finished.compareAndSet(false, true);
            if (first) {
                done.run();
            }
            return first;
        }
    }
}
