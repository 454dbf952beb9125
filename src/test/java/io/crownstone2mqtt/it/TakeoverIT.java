package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.Relay;
import java.time.Duration;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody else uses the bridge's client id: the broker throws out the one whenever the other comes. */
class TakeoverIT extends WithHiveMq {
    private static final Duration RIVALRY = Duration.ofSeconds(8);

    private final Relay relay;
    private final String broker;
    private final LogLines log = new LogLines();
    private final Aftermath aftermath = new Aftermath(bridge, log);

    TakeoverIT(HiveMqBroker broker) {
        super(broker);
        relay = new Relay(broker.url());
        this.broker = "tcp://127.0.0.1:" + broker.url().getPort();
        bridge.settings.broker(relay.url());
    }

    @AfterEach
    void closeRelay() {
        log.close();
        bridge.stop();
        relay.close();
    }

    /** Comes, and is thrown out when the bridge comes back. */
    private void takeOver() throws MqttException {
        int before = relay.connections();
        try (MqttClient rival = new MqttClient(broker, bridge.settings.base(), new MemoryPersistence())) {
            rival.connect();
            await("the bridge comes back")
                    .atMost(PATIENCE)
                    .until(() -> relay.connections() > before && !rival.isConnected());
        }
    }

    @Test
    void oneTakeoverIsOneShortLoss() throws MqttException {
        bridge.startAndMirror();
        bridge.publish("home/crownstone/coffee-machine/set", "ON");
        bridge.awaitStatuses("home/crownstone/coffee-machine", "accepted", "confirmed");

        takeOver();

        aftermath.isAsBefore("Coffee machine TURN_ON");
        assertThat(aftermath.complaints()).hasSize(1);
        aftermath.isLoggedOnce();
    }

    @Test
    void aRivalThatAlwaysComesBackIsAnsweredSlowerAndSlowerAndNamed() throws MqttException {
        bridge.startAndMirror();

        long until = System.nanoTime() + RIVALRY.toNanos();
        int visits = 0;
        while (System.nanoTime() < until) {
            takeOver();
            visits++;
        }

        assertThat(visits).isBetween(2, 7);
        assertThat(aftermath.complaints().getLast())
                .contains("another client uses the client id '" + bridge.settings.base() + "'");
        aftermath.isAsBefore();
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
