package io.crownstone2mqtt.it;

import io.crownstone2mqtt.testing.HiveMqBroker;

/** HiveMQ as it comes: a client's queue takes 1,000 messages. */
class HiveMqSurveyIT extends SurveyContract {
    HiveMqSurveyIT() {
        super(HiveMqBroker.asItComes());
    }
}
