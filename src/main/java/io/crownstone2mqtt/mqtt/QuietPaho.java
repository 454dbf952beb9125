package io.crownstone2mqtt.mqtt;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Paho from writing to standard error by {@code java.util.logging}: whatever it would say there reaches the
 * listener as a {@link BrokerProblem}. Held as long as the link lives, since the logging system keeps only weak
 * references and would forget the level.
 */
final class QuietPaho {
    private final Logger logger = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    void apply() {
        logger.setLevel(Level.OFF);
    }
}
