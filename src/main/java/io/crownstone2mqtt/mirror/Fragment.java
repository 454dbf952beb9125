package io.crownstone2mqtt.mirror;

import java.util.List;
import java.util.Optional;

/** All topics of one thing, in the order of publishing. */
record Fragment(List<Retained> topics) {
    static final Fragment NONE = new Fragment(List.of());

    Fragment {
        topics = List.copyOf(topics);
    }

    /** Whether both have the same topics in the same order. */
    boolean hasTopicsOf(Fragment other) {
        boolean same = topics.size() == other.topics.size();
        for (int i = 0; same && i < topics.size(); i++) {
            same = topics.get(i).topic().equals(other.topics.get(i).topic());
        }
        return same;
    }

    List<Retained> ofKind(Retained.Kind kind) {
        return topics.stream().filter(each -> each.kind() == kind).toList();
    }

    Optional<Retained> at(String topic) {
        return topics.stream().filter(each -> each.topic().equals(topic)).findFirst();
    }
}
