package io.crownstone2mqtt.mqtt;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Paho from writing to standard error by {@code java.util.logging}: whatever it would say there reaches the
 * listener as a {@link BrokerProblem}. Held for ever: the logging system keeps only weak references and would forget
 * the level, while threads of a closed link still run.
 */
final class PahoLogging {
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    private PahoLogging() {}

    static void apply() {
        PAHO.setLevel(Level.OFF);
    }
}
