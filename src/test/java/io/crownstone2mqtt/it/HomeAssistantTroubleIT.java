package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Home Assistant and openHAB come up again and again, and their users remove what they should not. */
class HomeAssistantTroubleIT extends WithHiveMq {
    private final LogLines log = new LogLines();

    HomeAssistantTroubleIT(HiveMqBroker broker) {
        super(broker);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void born() {
        bridge.observer().publish(bridge.settings.status(), "online");
    }

    private String lampConfig() {
        return bridge.discovery("light/crownstone_" + bridge.home.lamp.id() + "/light/config");
    }

    @Test
    void aStormOfBirthsIsAnsweredOnceAndCommandsPassThrough() {
        bridge.startAndMirror();

        IntStream.range(0, 500).forEach(_ -> born());
        bridge.publish(LAMP + "/set", "70");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(bridge.observer().payloads(lampConfig())).hasSize(2));
        bridge.publish(LAMP + "/set", "80");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed", "accepted", "confirmed");

        assertThat(bridge.observer().payloads(lampConfig())).hasSize(2);
        assertThat(bridge.switched()).containsExactly("Desk lamp PERCENTAGE 70", "Desk lamp PERCENTAGE 80");
        assertThat(log.starting("INFO announcing everything again")).hasSize(1);
        bridge.awaitMirror();
    }

    @Test
    void everythingThatIsClearedWhileItRunsIsThereAgainAfterTheNextBirth() {
        bridge.startAndMirror();
        Map<String, String> before = bridge.retained();

        before.keySet().forEach(topic -> bridge.observer().publishRetained(topic, ""));
        born();

        bridge.awaitMirror();
        assertThat(bridge.retained()).containsOnlyKeys(before.keySet());
        assertThat(bridge.switched()).isEmpty();
    }

    @Test
    void whatIsClearedWhileTheBridgeIsDownIsThereAgainAfterItsStart() {
        bridge.startAndMirror();
        bridge.stop();
        List.of(lampConfig(), bridge.topic(LAMP + "/state"), bridge.topic("home/availability"))
                .forEach(topic -> bridge.observer().publishRetained(topic, ""));

        bridge.startAndMirror();

        assertThat(bridge.observer().payloads(lampConfig())).hasSize(3);
    }
}
