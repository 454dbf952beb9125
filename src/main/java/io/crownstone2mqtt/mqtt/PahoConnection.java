package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.tls.TlsFileException;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
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
final class PahoConnection implements BrokerConnection, BoundedPackets.Receiver, MqttCallback {
    private static final Logger log = LoggerFactory.getLogger(PahoConnection.class);

    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(10);
    /** Shorter than the login, to distinguish a host that does not answer from one that is no broker. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(8);

    /** Between the end of a connection and Paho's report that the login failed, if there is one. */
    private static final Duration LONGEST_DELAY = Duration.ofMillis(500);

    private static final Duration LONGEST_LEAVE = Duration.ofMillis(400);

    private static final int LONGEST_KEEP_ALIVE_SECONDS = 65_535;
    private static final int QOS = 1;
    private static final int REFUSED = 0x80;
    private static final int NO_CODE = 0;

    private final BrokerOptions options;
    private final BrokerAddress address;
    private final Diagnosis diagnosis;
    private final BrokerListener listener;
    private final LongMessages longMessages;
    private final CompletableFuture<Throwable> lost = new CompletableFuture<>();
    private final PahoThreads threads = new PahoThreads(lost);
    private volatile @Nullable PahoClient client;

    PahoConnection(BrokerOptions options, Diagnosis diagnosis, BrokerListener listener, LongMessages longMessages) {
        this.options = options;
        this.address = diagnosis.address();
        this.diagnosis = diagnosis;
        this.listener = listener;
        this.longMessages = longMessages;
    }

    @Override
    public @Nullable BrokerProblem open(CompletableFuture<?> cancel) {
        try {
            PahoClient paho = newClient();
            client = paho;
            paho.setCallback(this);
            CompletableFuture<Void> login = login(paho, options.will());
            if (!Futures.endsWithin(CompletableFuture.anyOf(login, cancel, paho.networkEnded()), LONGEST_LOGIN)) {
                return diagnosis.noAnswer();
            }
            if (!cancel.isDone() && !Futures.endsWithin(login, LONGEST_DELAY)) {
                return explain(paho.networkEnded().getNow(new EOFException()), paho, cancel);
            }
            return login.isCompletedExceptionally() ? explain(login.exceptionNow(), paho, cancel) : null;
        } catch (TlsFileException e) {
            return new BrokerProblem.Unreachable(String.valueOf(e.getMessage()));
        } catch (MqttException | IllegalArgumentException e) {
            return diagnosis.notMade(NO_CODE, e);
        }
    }

    private PahoClient newClient() throws TlsFileException, MqttException {
        SSLContext tls = address.transport().secure() ? options.tls().context() : null;
        BrokerSocket socket = new BrokerSocket(address, tls, options.tls().verifyHostname());
        return new PahoClient(options.clientId(), new PahoNetwork(address, socket, LONGEST_CONNECT, this));
    }

    private CompletableFuture<Void> login(PahoClient paho, Message will) {
        CompletableFuture<Void> login = new CompletableFuture<>();
        threads.run(() -> {
            try {
                paho.connect(connectOptions(will), null, new Login(login));
            } catch (MqttException | RuntimeException e) {
                login.completeExceptionally(e);
            }
        });
        return login;
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
    public boolean send(Outbox.Item item, Runnable acknowledged) {
        try {
            send(item, new Delivery(item, acknowledged));
            return true;
        } catch (MqttException e) {
            // What is not sent is missing on the broker: only a new connection, which publishes everything again,
            // corrects that.
            Futures.endsWithin(lost, Duration.ofSeconds(1));
            lost.complete(e);
        } catch (IllegalArgumentException e) {
            log.warn("Not sent, since MQTT does not allow it: {} ({})", item, e.getMessage());
        }
        return false;
    }

    private void send(Outbox.Item item, Delivery delivery) throws MqttException {
        if (client == null) {
            throw new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
        }
        switch (item) {
            case Outbox.Item.Publication(Message(String topic, String payload, boolean retained), Runnable _) ->
                client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), QOS, retained, null, delivery);
            case Outbox.Item.Subscription(List<String> filters, int each) -> {
                int[] qos = new int[filters.size()];
                Arrays.fill(qos, each);
                client.subscribe(filters.toArray(String[]::new), qos, null, delivery);
            }
            case Outbox.Item.Unsubscription(List<String> filters) ->
                client.unsubscribe(filters.toArray(String[]::new), null, delivery);
        }
    }

    @Override
    public void disconnect(Duration patience) {
        if (client != null) {
            leave(client, patience);
        }
    }

    private void leave(PahoClient paho, Duration patience) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try {
            paho.disconnect(0, null, new Login(gone));
            Futures.endsWithin(gone, patience);
        } catch (MqttException e) {
            log.debug("No clean disconnect from {}", address, e);
        }
    }

    @Override
    public Thread dispose() {
        return dispose(client);
    }

    /** A thread of Paho that is stopped before it runs misses that, and would wait for ever. */
    private Thread dispose(@Nullable PahoClient paho) {
        return Thread.ofVirtual().name("broker-link-disposal").start(() -> {
            if (paho != null) {
                paho.dispose();
            }
            threads.interrupt();
        });
    }

    @Override
    public boolean hasRoom() {
        return listener.hasRoom();
    }

    @Override
    public void alive() {
        if (client != null) {
            client.alive();
        }
    }

    @Override
    public void tooLong(String topic, long bytes, boolean retained) {
        longMessages.arrived(topic, bytes, retained);
    }

    @Override
    public void connectionLost(Throwable cause) {
        lost.complete(cause);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        try {
            listener.received(topic, message.getPayload(), message.isRetained());
        } catch (RuntimeException e) {
            log.error("A message on {} could not be handed on", topic, e);
        }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // Each delivery has a listener of its own.
    }

    private MqttConnectOptions connectOptions(Message will) {
        MqttConnectOptions paho = new MqttConnectOptions();
        paho.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        paho.setCleanSession(true);
        paho.setAutomaticReconnect(false);
        paho.setConnectionTimeout((int) LONGEST_CONNECT.toSeconds());
        paho.setKeepAliveInterval(Math.clamp(options.keepAlive().toSeconds(), 1, LONGEST_KEEP_ALIVE_SECONDS));
        paho.setMaxInflight(2 * Outbox.WINDOW);
        paho.setWill(will.topic(), will.payload().getBytes(StandardCharsets.UTF_8), QOS, will.retained());
        String username = options.username();
        if (username != null) {
            String password = options.password();
            paho.setUserName(username);
            paho.setPassword(password == null ? new char[0] : password.toCharArray());
        }
        return paho;
    }

    private BrokerProblem explain(Throwable failure, PahoClient paho, CompletableFuture<?> cancel) {
        log.debug("No connection to {}", address, failure);
        int code = failure instanceof MqttException mqtt ? mqtt.getReasonCode() : NO_CODE;
        boolean refusedSilently = paho.wasConnected() && Diagnosis.isHangUp(failure);
        return refusedSilently && options.will().retained() && isTakenWithoutRetainedWill(cancel)
                ? diagnosis.noRetainedWill()
                : diagnosis.notMade(code, failure);
    }

    /** The broker does not say why it hangs up: a login without a retained will shows whether that is the reason. */
    private boolean isTakenWithoutRetainedWill(CompletableFuture<?> cancel) {
        try {
            PahoClient visitor = newClient();
            Message will = options.will();
            CompletableFuture<Void> login = login(visitor, Message.once(will.topic(), will.payload()));
            boolean taken =
                    Futures.endsWithin(CompletableFuture.anyOf(login, cancel, visitor.networkEnded()), LONGEST_LOGIN)
                            && login.isDone()
                            && !login.isCompletedExceptionally();
            if (taken) {
                leave(visitor, LONGEST_LEAVE);
            }
            var _ = dispose(visitor);
            return taken;
        } catch (TlsFileException | MqttException e) {
            log.debug("No second login to {}", address, e);
            return false;
        }
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

    /** Paho may report a success twice. */
    private final class Delivery implements IMqttActionListener {
        private final Outbox.Item item;
        private final Runnable acknowledged;
        private final AtomicBoolean finished = new AtomicBoolean();

        Delivery(Outbox.Item item, Runnable acknowledged) {
            this.item = item;
            this.acknowledged = acknowledged;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            if (!finished.compareAndSet(false, true)) {
                return;
            }
            if (item instanceof Outbox.Item.Subscription(List<String> filters, int _)) {
                tellRefused(filters, token.getGrantedQos());
            }
            acknowledged.run();
            if (item instanceof Outbox.Item.Publication(Message _, Runnable toldToo)) {
                toldToo.run();
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
            // The connection is over: nothing more is to be known.
        }
    }
}
