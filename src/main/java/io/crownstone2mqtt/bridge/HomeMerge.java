package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a fetched picture over, keeping every object that says the same: only what differs is rendered again. */
final class HomeMerge {
    private HomeMerge() {}

    static Sphere merge(@Nullable Sphere known, Sphere fetched) {
        if (known == null) {
            return fetched;
        }
        var crownstones = known.crownstones();
        for (Crownstone crownstone : fetched.crownstones().values()) {
            crownstones = crownstones.with(crownstone.id(), merge(crownstones.get(crownstone.id()), crownstone));
        }
        crownstones = onlyThoseOf(crownstones, fetched.crownstones());
        Sphere merged = new Sphere(
                fetched.id(),
                fetched.name(),
                fetched.uid(),
                crownstones,
                merge(known.locations(), fetched.locations()),
                merge(known.users(), fetched.users()),
                known.presence().equals(fetched.presence()) ? known.presence() : fetched.presence());
        return merged.equals(known) ? known : merged;
    }

    /** A state that is known already stays as it was learned: a picture is no news of it. */
    private static Crownstone merge(@Nullable Crownstone known, Crownstone fetched) {
        if (known == null) {
            return fetched;
        }
        SwitchState before = known.state();
        SwitchState now = fetched.state();
        boolean same = before != null && now != null && before.confirmed() && before.percentage() == now.percentage();
        Crownstone merged = same ? fetched.withState(before) : fetched;
        return merged.equals(known) ? known : merged;
    }

    private static <K, V> PersistentMap<K, V> merge(PersistentMap<K, V> known, PersistentMap<K, V> fetched) {
        PersistentMap<K, V> merged = known;
        for (Map.Entry<K, V> entry : fetched.entrySet()) {
            V before = known.get(entry.getKey());
            V value = entry.getValue();
            merged = merged.with(entry.getKey(), before != null && before.equals(value) ? before : value);
        }
        return onlyThoseOf(merged, fetched);
    }

    private static <K, V> PersistentMap<K, V> onlyThoseOf(PersistentMap<K, V> map, PersistentMap<K, V> fetched) {
        PersistentMap<K, V> result = map;
        for (K key : map.keySet()) {
            if (!fetched.containsKey(key)) {
                result = result.without(key);
            }
        }
        return result;
    }
}
