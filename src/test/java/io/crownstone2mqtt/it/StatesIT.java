package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the cloud reports of Crownstones, by events and by reading anew. */
class StatesIT extends WithHiveMq {
    private static final String LAMP = "home/crownstone/desk-lamp";

    StatesIT(HiveMqBroker broker) {
        super(broker);
    }

    @Test
    void anEventIsOnTheBrokerWithoutAskingTheCloud() {
        bridge.startAndMirror();
        int requests = bridge.cloud().requests().size();

        bridge.home.lamp.reportState(65);
        bridge.awaitHeld(LAMP + "/brightness", "65");
        bridge.home.lamp.reportState(0);
        bridge.awaitHeld(LAMP + "/switch", "OFF");

        assertThat(bridge.cloud().requests()).hasSize(requests);
        assertThat(bridge.heldJson(LAMP + "/state").path("source").asString()).isEqualTo("event");
        assertThat(bridge.payloads(LAMP + "/switch")).containsExactly("ON", "OFF");
        bridge.awaitMirror();
    }

    @Test
    void aFirstStateMakesItsTopics() {
        bridge.startAndMirror();

        bridge.home.fairyLights.reportState(100);

        bridge.awaitHeld("home/crownstone/fairy-lights/switch", "ON");
        assertThat(bridge.heldJson("home/crownstone/fairy-lights/state").has("brightness"))
                .isFalse();
        bridge.awaitMirror();
    }

    @Test
    void aFractionIsAPercentage() {
        bridge.startAndMirror();

        bridge.home.lamp.reportState(0.55);

        bridge.awaitHeld(LAMP + "/brightness", "55");
    }

    @Test
    void whatTheStreamDidNotTellIsHealedByReadingAnew() {
        bridge.with("cloud.resync-interval", "1s").startAndMirror();
        bridge.faults().stream().dropEvents(true);

        bridge.home.lamp.reportState(90);
        bridge.home.coffee.rename("Espresso");

        bridge.awaitHeld(LAMP + "/brightness", "90");
        assertThat(bridge.heldJson(LAMP + "/state").path("source").asString()).isEqualTo("sync");
        bridge.awaitHeld("home/crownstone/espresso/switch", "OFF");
        bridge.awaitMirror();
    }

    @Test
    void theResyncButtonReadsAnewAtOnce() {
        bridge.startAndMirror();
        String before = Objects.requireNonNull(bridge.held("bridge/info"));
        bridge.faults().stream().dropEvents(true);
        bridge.home.lamp.reportState(90);

        bridge.publish("bridge/request/resync", "PRESS");

        bridge.awaitHeld(LAMP + "/brightness", "90");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.held("bridge/info")).isNotEqualTo(before));
    }

    @Test
    void readingTheSameAnewIsNoNews() {
        bridge.startAndMirror();
        int heard = bridge.observer().received().size();
        String info = Objects.requireNonNull(bridge.held("bridge/info"));

        bridge.publish("bridge/request/resync", "PRESS");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.held("bridge/info")).isNotEqualTo(info));

        assertThat(bridge.observer().received().stream().skip(heard))
                .extracting(message -> message.topic())
                .containsOnly(
                        bridge.topic("bridge/request/resync"),
                        bridge.topic("bridge/response/resync"),
                        bridge.topic("bridge/info"));
    }
}
