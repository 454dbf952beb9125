package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import org.junit.jupiter.api.AfterEach;

@EnabledIfMosquitto
class MosquittoContractIT extends BrokerContract {
    MosquittoContractIT() {
        super(MosquittoBroker.open());
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }
}
