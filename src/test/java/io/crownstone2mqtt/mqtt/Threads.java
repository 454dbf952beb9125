package io.crownstone2mqtt.mqtt;

import java.util.List;

/** The threads that links with a client id have. */
final class Threads {
    private Threads() {}

    static List<String> ofLinks(String clientId) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("broker-link") || name.endsWith(": " + clientId))
                .toList();
    }
}
