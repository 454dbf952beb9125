package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mosquitto no longer lets the bridge in, or does not let it do everything. */
@EnabledIfMosquitto
class BrokerRightsIT {
    private final MosquittoBroker broker = MosquittoBroker.with().persistence().open();
    private final RunningBridge bridge = RunningBridge.on(broker);
    private final LogLines log = new LogLines();
    private final Aftermath aftermath = new Aftermath(bridge, log);

    @AfterEach
    void closeAll() {
        log.close();
        bridge.close();
        broker.close();
    }

    @Test
    void aPasswordThatIsRefusedWhileItRunsIsTriedAgainUntilItIsAccepted() {
        bridge.startAndMirror();

        bridge.stopBroker();
        broker.setPasswords(Map.of("somebody", "else"));
        broker.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.log()).containsPattern("(?i)not authorised"));
        bridge.home.coffee.rename("Espresso");
        assertThat(bridge.gaveUp()).isEmpty();
        bridge.stopBroker();
        broker.setPasswords(Map.of());
        bridge.startBroker();

        aftermath.isAsBefore();
        aftermath.isLogged(2); // that it is gone, and that the password is refused
        assertThat(bridge.gaveUp()).isEmpty();
    }

    @Test
    void whatTheBrokerDropsInSilenceKeepsNothingElseAndIsThereAfterARestart() {
        String prefix = bridge.settings.prefix();
        broker.setAcl("topic readwrite #", "topic deny " + prefix + "/#");
        bridge.stopBroker();
        bridge.startBroker();
        bridge.start();

        bridge.awaitHeld(LAMP + "/switch", "ON");
        bridge.publish(LAMP + "/set", "70");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        assertThat(bridge.retained().keySet()).noneMatch(topic -> topic.startsWith(prefix));
        assertThat(aftermath.complaints()).isEmpty();

        bridge.stopBroker();
        broker.setAcl();
        bridge.startBroker();
        aftermath.isAsBefore("Desk lamp PERCENTAGE 70");
        aftermath.isLoggedOnce();
    }

    @Test
    void aBrokerThatDropsTheSurveyMessageIsFilledAnyway() {
        broker.setAcl("topic readwrite #", "topic deny " + bridge.topic("bridge/survey"));
        bridge.stopBroker();
        bridge.startBroker();
        bridge.observer().publishRetained(bridge.topic("home/crownstone/gone/switch"), "ON");

        bridge.start();

        bridge.awaitHeld(LAMP + "/switch", "ON");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bridge.retained()).doesNotContainKey(bridge.topic("home/crownstone/gone/switch"));
            assertThat(bridge.retained().get(bridge.topic("bridge/problems")))
                    .contains("its own message on bridge/survey");
        });
    }
}
