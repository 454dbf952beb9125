package io.crownstone2mqtt.it;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HiveMqExtension.class)
class HiveMqAnnouncingIT extends AnnouncingContract {
    HiveMqAnnouncingIT(HiveMqBroker broker) {
        super(broker);
    }
}
