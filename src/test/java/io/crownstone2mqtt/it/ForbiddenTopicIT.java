package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that hangs up on who publishes what its access control list forbids. */
class ForbiddenTopicIT extends WithHiveMq {
    private final HiveMqBroker broker;
    private final LogLines log = new LogLines();
    private final Aftermath aftermath = new Aftermath(bridge, log);

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
    void isAskedSlowerAndSlowerAndSaidToForbidATopic() {
        broker.forbid(bridge.topic("home/crownstone/desk-lamp/attributes"));

        bridge.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(aftermath.complaints())
                        .isNotEmpty()
                        .allMatch(line -> line.contains("forbids a topic") && line.contains(bridge.settings.base())));
        await().during(Duration.ofSeconds(8)).atMost(Duration.ofSeconds(12)).until(() -> broker.refused() < 14);
        broker.forbid(null);

        aftermath.isAsBefore();
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
