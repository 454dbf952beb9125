package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.PersistentMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the broker should hold for a home, thing by thing. Made by the {@link MirrorRenderer}. */
public final class Mirror {
    private final MirrorSource source;
    private final Names names;
    private final PersistentMap<ThingKey, Fragment> fragments;

    Mirror(MirrorSource source, Names names, PersistentMap<ThingKey, Fragment> fragments) {
        this.source = source;
        this.names = names;
        this.fragments = fragments;
    }

    MirrorSource source() {
        return source;
    }

    /** Whether there is nothing new in the source. */
    public boolean shows(MirrorSource other) {
        return source.home() == other.home()
                && source.assumptions() == other.assumptions()
                && source.meters() == other.meters()
                && source.online() == other.online()
                && source.info().equals(other.info());
    }

    /** Which topic level belongs to which thing. */
    public Names names() {
        return names;
    }

    PersistentMap<ThingKey, Fragment> fragments() {
        return fragments;
    }

    /** The list of all topics; the same object as in the last mirror when that had the same topics. */
    Fragment manifest() {
        return fragments.getOrDefault(ThingKey.MANIFEST, Fragment.NONE);
    }

    /** Whether the other has the same topics. */
    public boolean hasTopicsOf(Mirror other) {
        return manifest() == other.manifest();
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
