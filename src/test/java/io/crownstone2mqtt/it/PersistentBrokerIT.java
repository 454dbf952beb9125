package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that keeps what it holds over a restart, or does not get the time to. */
@EnabledIfMosquitto
class PersistentBrokerIT {
    private final MosquittoBroker broker = MosquittoBroker.with().persistence().open();
    private final RunningBridge bridge = RunningBridge.on(broker);

    @AfterEach
    void closeAll() {
        bridge.close();
        broker.close();
    }

    @Test
    void aBrokerThatRemembersReceivesOnlyWhatChanged() {
        bridge.startAndMirror();

        bridge.stopBroker();
        bridge.home.lamp.reportState(0);
        bridge.home.coffee.remove();
        bridge.startBroker();
        bridge.awaitMirror();

        assertThat(bridge.observer().received())
                .filteredOn(message -> !message.retained() && message.topic().startsWith(bridge.settings.prefix()))
                .extracting(WireClient.Received::payload)
                .containsOnly("");
        assertThat(bridge.held("home/crownstone/coffee-machine/attributes")).isNull();
    }

    /** What was retained since it last saved is lost, and what was cleared since is there again. */
    @Test
    void aBrokerThatIsKilledComesBackWithWhatWasLongAgoAndIsPutRight() {
        bridge.startAndMirror();
        bridge.stopBroker();
        bridge.startBroker();
        bridge.awaitMirror();
        bridge.home.lamp.reportState(90);
        bridge.home.coffee.rename("Espresso");
        bridge.home.fairyLights.remove();
        bridge.awaitMirror();
        try (LogLines log = new LogLines()) {
            Aftermath aftermath = new Aftermath(bridge, log);

            broker.kill();
            bridge.stopBroker();
            aftermath.awaitComplaint("broker");
            bridge.startBroker();

            aftermath.isAsBefore();
            aftermath.isLoggedOnce();
        }
        assertThat(bridge.observer().received())
                .filteredOn(WireClient.Received::retained)
                .extracting(WireClient.Received::topic)
                .as("what the broker remembered")
                .contains(bridge.topic("home/crownstone/coffee-machine/switch"));
    }

    @Test
    void whileTheBridgeIsCutOffTheBrokerSaysSo() {
        bridge.startAndMirror();

        bridge.stopBroker();
        bridge.startBroker();
        bridge.awaitHeld("bridge/state", "online");
        bridge.awaitMirror();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bridge.retained()).containsEntry(bridge.topic("bridge/state"), "online"));
    }
}
