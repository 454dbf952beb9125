package io.crownstone2mqtt.it;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;

/** Mosquitto as it comes: a client's queue takes 1,000 messages. */
@EnabledIfMosquitto
class MosquittoSurveyIT extends SurveyContract {
    MosquittoSurveyIT() {
        super(MosquittoBroker.with()
                .settings("max_queued_messages 1000")
                .quiet()
                .open());
    }
}
