package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.Relay;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker is there, and the way to it is ill: nothing is answered, everything vanishes, or all is slow. */
class BrokerSilenceIT extends WithHiveMq {
    private final Relay relay;
    private final LogLines log = new LogLines();
    private final Aftermath aftermath = new Aftermath(bridge, log);

    BrokerSilenceIT(HiveMqBroker broker) {
        super(broker);
        relay = new Relay(broker.url());
        bridge.settings.broker(relay.url());
        bridge.with("mqtt.keep-alive", "5s");
    }

    @AfterEach
    void closeRelay() {
        log.close();
        bridge.stop();
        relay.close();
    }

    @Test
    void aBrokerThatAcceptsAndSaysNothingIsLeftAndAskedAgain() {
        relay.stall();
        bridge.start();
        aftermath.awaitComplaint("does not answer");
        assertThat(bridge.retained()).isEmpty();

        relay.resume();

        aftermath.isAsBefore();
        aftermath.isLoggedOnce();
    }

    /** What was asked meanwhile went nowhere, and is not obeyed late; the old connection's last will does not stand. */
    @Test
    void aConnectionInWhichEverythingVanishesIsReplaced() {
        bridge.startAndMirror();

        relay.lose();
        bridge.publish(LAMP + "/set", "OFF");
        bridge.home.coffee.reportState(100);
        bridge.home.lamp.rename("Desk light");
        bridge.home.lamp.rename("Desk lamp");

        aftermath.awaitComplaint("was lost");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.payloads("bridge/state")).endsWith("offline", "online"));
        aftermath.isAsBefore();
        aftermath.isLoggedOnce();
        assertThat(bridge.held("home/crownstone/coffee-machine/switch")).isEqualTo("ON");
    }

    @Test
    void theFirstSnapshotForABrokerThatReadsSlowlyIsWhole() {
        relay.limit(1_000);
        bridge.start();
        bridge.awaitHeld(LAMP + "/switch", "ON");
        bridge.home.coffee.rename("Espresso");
        bridge.home.lamp.reportState(30);
        relay.unlimited();

        bridge.awaitMirror();
        assertThat(aftermath.complaints()).isEmpty();
        assertThat(bridge.held("home/crownstone/coffee-machine/switch")).isNull();
        assertThat(bridge.held(LAMP + "/brightness")).isEqualTo("30");
    }

    @Test
    void aBrokerThatReadsSlowlyReceivesEverythingInTheEnd() {
        bridge.startAndMirror();
        relay.limit(1_000);
        bridge.publish(LAMP + "/set", "50");
        bridge.publish(LAMP + "/set", "60");
        bridge.home.coffee.rename("Espresso");
        bridge.awaitHeld(LAMP + "/brightness", "60");

        bridge.awaitMirror();
        assertThat(aftermath.complaints()).isEmpty();
        assertThat(bridge.switched()).endsWith("Desk lamp PERCENTAGE 60").hasSizeLessThan(3);
        Map<String, String> held = bridge.retained();

        relay.unlimited();
        bridge.stop();
        bridge.home.coffee.rename("Coffee machine");
        bridge.startAndMirror();
        assertThat(held).containsKey(bridge.topic("home/crownstone/espresso/switch"));
        assertThat(bridge.held("home/crownstone/espresso/switch")).isNull();
        assertThat(aftermath.complaints()).isEmpty();
    }
}
