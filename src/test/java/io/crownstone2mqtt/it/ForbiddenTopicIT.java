package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.Relay;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that hangs up on who publishes what it forbids. */
class ForbiddenTopicIT extends WithHiveMq {
    private final Relay relay;
    private final LogLines log = new LogLines();
    private final Aftermath aftermath = new Aftermath(bridge, log);

    ForbiddenTopicIT(HiveMqBroker broker) {
        super(broker);
        relay = new Relay(broker.url());
        bridge.settings.broker(relay.url());
    }

    @AfterEach
    void closeRelay() {
        log.close();
        bridge.stop();
        relay.close();
    }

    @Test
    void isAskedSlowerAndSlowerAndSaidToForbidATopic() {
        relay.forbid(bridge.topic("home/crownstone/desk-lamp/attributes"));

        bridge.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(aftermath.complaints())
                        .isNotEmpty()
                        .allMatch(line -> line.contains("forbids a topic") && line.contains(bridge.settings.base())));
        await().during(Duration.ofSeconds(8)).atMost(Duration.ofSeconds(12)).until(() -> relay.connections() < 14);
        relay.forbid(null);

        aftermath.isAsBefore();
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
