package io.crownstone2mqtt.mqtt;

import java.io.IOException;

/**
 * The other side breaks the rules, or says that it ends the connection. The message goes on after "The broker host:port",
 * and ends with what to do next.
 */
final class BrokerProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    BrokerProtocolException(String message) {
        super(message);
    }
}
