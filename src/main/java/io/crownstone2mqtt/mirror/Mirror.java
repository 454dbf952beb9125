package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.PersistentMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the broker should hold for a snapshot, thing by thing. Made by the {@link MirrorRenderer}. */
public final class Mirror {
    private final Snapshot snapshot;
    private final Names names;
    private final PersistentMap<ThingKey, Fragment> fragments;

    Mirror(Snapshot snapshot, Names names, PersistentMap<ThingKey, Fragment> fragments) {
        this.snapshot = snapshot;
        this.names = names;
        this.fragments = fragments;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Whether there is nothing new in the snapshot. */
    public boolean shows(Snapshot other) {
        return snapshot.home() == other.home()
                && snapshot.online() == other.online()
                && snapshot.info().equals(other.info());
    }

    /** Which topic level belongs to which thing. */
    public Names names() {
        return names;
    }

    PersistentMap<ThingKey, Fragment> fragments() {
        return fragments;
    }

    /** Everything, in the order in which it is published. */
    public List<Retained> inOrder() {
        return fragments.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .flatMap(entry -> entry.getValue().topics().stream())
                .toList();
    }

    /** What that topic should hold; looks through all things, so for rare questions only. */
    public Optional<Retained> at(String topic) {
        return fragments.values().stream()
                .flatMap(fragment -> fragment.at(topic).stream())
                .findFirst();
    }
}
