package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigOrigin;
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

    /** Where a person can change it: a default stands nowhere. */
    static String place(ConfigOrigin origin) {
        if (origin.resource() != null) {
            return "";
        }
        var file = origin.filename();
        if (file == null) {
            return origin.description();
        }
        return origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() : file;
    }
}
