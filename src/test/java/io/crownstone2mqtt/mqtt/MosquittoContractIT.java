package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import org.junit.jupiter.api.AfterEach;

@EnabledIfMosquitto
class MosquittoContractIT extends BrokerContract {
    MosquittoContractIT() {
        super(MosquittoBroker.open());
    }

    /** Mosquitto drops what is beyond 1,000 unless it is told otherwise. */
    @Override
    int atOnce() {
        return 500;
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }
}
