package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

@EnabledIfMosquitto
class PurgeCommandMosquittoIT extends PurgeCommandContract {
    private final MosquittoBroker broker = MosquittoBroker.open();

    @Override
    URI url() {
        return broker.url();
    }

    @AfterEach
    void stop() {
        broker.close();
    }
}
