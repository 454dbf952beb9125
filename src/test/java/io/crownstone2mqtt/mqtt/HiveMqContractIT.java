package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HiveMqExtension.class)
class HiveMqContractIT extends BrokerContract {
    HiveMqContractIT(HiveMqBroker broker) {
        super(broker);
    }
}
