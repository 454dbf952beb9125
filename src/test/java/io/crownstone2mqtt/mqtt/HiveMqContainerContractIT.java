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

    /** HiveMQ drops what is beyond 1,000 unless it is told otherwise. */
    @Override
    int atOnce() {
        return 500;
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }
}
