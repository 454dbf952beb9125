package io.crownstone2mqtt.it;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.MosquittoExtension;
import org.junit.jupiter.api.extension.ExtendWith;

@EnabledIfMosquitto
@ExtendWith(MosquittoExtension.class)
class MosquittoTroubleIT extends BrokerTroubleContract {
    MosquittoTroubleIT(MosquittoBroker broker) {
        super(broker);
    }
}
