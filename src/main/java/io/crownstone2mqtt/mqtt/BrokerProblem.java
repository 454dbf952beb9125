package io.crownstone2mqtt.mqtt;

/** Why there is no connection to the broker. The message is one line for people that ends with what to do next. */
public sealed interface BrokerProblem {
    String message();

    /** The broker refuses user name or password (CONNACK 4 or 5), or the client id (2). */
    record LoginRefused(String message) implements BrokerProblem {}

    /** Not reached, or lost: network, TLS, time-out. */
    record Unreachable(String message) implements BrokerProblem {}
}
