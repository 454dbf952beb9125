package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that hangs up on who publishes what its access control list forbids. */
class ForbiddenTopicIT extends WithHiveMq {
    private final HiveMqBroker broker;
    private final LogLines log = new LogLines();

    ForbiddenTopicIT(HiveMqBroker broker) {
        super(broker);
        this.broker = broker;
    }

    @AfterEach
    void allowEverything() {
        broker.forbid(null);
        log.close();
    }

    @Test
    void isNamedAndAllElseGoesOn() {
        String forbidden = bridge.topic("home/crownstone/desk-lamp/attributes");
        broker.forbid(forbidden);

        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.all())
                        .filteredOn(line -> line.contains("closes the connection whenever it gets the message on"))
                        .singleElement()
                        .asString()
                        .contains("'" + forbidden + "'", " bytes", bridge.settings.base()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TestClient.retained(broker.url()))
                        .containsKey(bridge.topic("home/crownstone/desk-lamp/switch"))
                        .containsEntry(bridge.topic("bridge/state"), "online")
                        .doesNotContainKey(forbidden));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(TestClient.retained(broker.url()).get(bridge.topic("bridge/problems")))
                                .contains("\"count\":1", "'" + forbidden + "'"));
        int refused = broker.refused();
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).until(() -> broker.refused() == refused);
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
