package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.testing.HiveMqContainer;
import org.junit.jupiter.api.AfterEach;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Runs where Docker answers. */
@Testcontainers(disabledWithoutDocker = true)
class HiveMqContainerContractIT extends BrokerContract {
    HiveMqContainerContractIT() {
        super(new HiveMqContainer());
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }
}
