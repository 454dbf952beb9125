package io.crownstone2mqtt.testing;

import java.util.ArrayList;
import java.util.List;

/** What is wrong, each with its place. */
final class Findings {
    private final String place;
    private final List<String> lines;

    private Findings(String place, List<String> lines) {
        this.place = place;
        this.lines = lines;
    }

    static Findings at(String place) {
        return new Findings(place, new ArrayList<>());
    }

    /** The same list, one level deeper. */
    Findings in(String part) {
        return new Findings(place + " > " + part, lines);
    }

    void add(String problem) {
        lines.add(place + ": " + problem);
    }

    void addUnless(boolean right, String problem) {
        if (!right) {
            add(problem);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
