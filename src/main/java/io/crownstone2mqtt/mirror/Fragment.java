package io.crownstone2mqtt.mirror;

import java.util.List;
import java.util.Optional;

/** All topics of one thing, in the order of publishing. */
record Fragment(List<Retained> topics) {
    static final Fragment NONE = new Fragment(List.of());

    Fragment {
        topics = List.copyOf(topics);
    }

    Optional<Retained> at(String topic) {
        return topics.stream().filter(each -> each.topic().equals(topic)).findFirst();
    }
}
