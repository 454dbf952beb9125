package io.crownstone2mqtt.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that everything is reported at once. */
final class Report {
    private final List<Problem> problems = new ArrayList<>();

    void add(String place, String path, String message) {
        problems.add(new Problem(place, path, message));
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    ConfigException exception() {
        return new ConfigException(problems);
    }
}
