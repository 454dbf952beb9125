package io.crownstone2mqtt.mqtt;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Paho's client over a network of our own. */
final class PahoClient extends MqttAsyncClient {
    private static final Logger log = LoggerFactory.getLogger(PahoClient.class);
    /** Paho insists on a URL that it understands, and does not know all of ours; nobody connects to it. */
    private static final String ANY_URL = "tcp://broker";

    private final PahoNetwork network;

    PahoClient(String clientId, PahoNetwork network) throws MqttException {
        super(ANY_URL, clientId, new MemoryPersistence());
        this.network = network;
    }

    @Override
    protected NetworkModule[] createNetworkModules(String address, MqttConnectOptions options) {
        return new NetworkModule[] {network};
    }

    CompletableFuture<IOException> networkEnded() {
        return network.ended();
    }

    boolean wasConnected() {
        return network.wasConnected();
    }

    /** The broker lives, though Paho itself does not see it at this moment: this keeps it from giving up. */
    void alive() {
        comms.getClientState().notifyReceivedBytes(1);
    }

    /** Ends everything, in whatever state it is, without a clean disconnect. */
    void dispose() {
        try {
            network.abort();
            disconnectForcibly(0, 0, false);
            close(true);
        } catch (IOException | MqttException | RuntimeException e) {
            log.debug("The client of an ended connection was not freed cleanly", e);
        }
    }
}
