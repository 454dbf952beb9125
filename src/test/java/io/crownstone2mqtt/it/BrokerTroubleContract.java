package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker goes and comes back without anything that it held. */
abstract class BrokerTroubleContract {
    private static final String LAMP = "home/crownstone/desk-lamp";

    final RunningBridge bridge;
    final LogLines log = new LogLines();

    BrokerTroubleContract(TestBroker broker) {
        bridge = RunningBridge.on(broker);
    }

    @AfterEach
    void closeAll() {
        log.close();
        bridge.close();
    }

    final void assertSaidOnce(String recovery) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(log.starting("INFO broker: " + recovery)).hasSize(1));
        assertThat(log.starting("WARN broker: ")).hasSize(1);
        assertThat(log.starting("ERROR")).isEmpty();
    }

    @Test
    void aBrokerThatIsAbsentAtTheStartIsWaitedForAndOneThatForgotEverythingIsFilledAgain() {
        bridge.stopBroker();
        bridge.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting("WARN broker: ")).hasSize(1));
        bridge.startBroker();
        bridge.awaitMirror();
        assertSaidOnce("connected after ");

        bridge.stopBroker();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting("WARN broker: ")).hasSize(2));
        bridge.home.lamp.reportState(0);
        bridge.home.coffee.rename("Espresso");
        bridge.startBroker();

        bridge.awaitMirror();
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("OFF");
        assertThat(log.starting("INFO broker: connected again after ")).hasSize(1);
        bridge.publish(LAMP + "/set", "80");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
    }
}
