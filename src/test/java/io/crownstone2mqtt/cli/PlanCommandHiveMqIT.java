package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.TestClient;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HiveMqExtension.class)
class PlanCommandHiveMqIT extends PlanCommandContract {
    private final HiveMqBroker broker;

    PlanCommandHiveMqIT(HiveMqBroker broker) {
        this.broker = broker;
        clear();
    }

    @Override
    URI url() {
        return broker.url();
    }

    /** Other tests use the same broker. */
    private void clear() {
        try (TestClient client = TestClient.connect(broker.url())) {
            TestClient.retained(broker.url()).keySet().forEach(topic -> client.publishRetained(topic, ""));
        }
    }
}
