package io.crownstone2mqtt.it;

import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole bridge per test, on the one HiveMQ of this JVM. */
@ExtendWith(HiveMqExtension.class)
abstract class WithHiveMq {
    final RunningBridge bridge;

    WithHiveMq(HiveMqBroker broker) {
        bridge = RunningBridge.on(broker);
    }

    @AfterEach
    void closeBridge() {
        bridge.close();
    }
}
