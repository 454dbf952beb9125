package io.crownstone2mqtt.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PersistentMapPropertyTest {
    /** A key whose hash collides with many others. */
    record Key(int number) {
        @Override
        public int hashCode() {
            return number % 7 == 0 ? number / 70 : number;
        }
    }

    record Change(Key key, boolean removal, String value) {
        PersistentMap<Key, String> on(PersistentMap<Key, String> map) {
            return removal ? map.without(key) : map.with(key, value);
        }

        void on(Map<Key, String> map) {
            if (removal) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
    }

    @Property
    void behaves_like_any_map(@ForAll("changes") List<Change> changes) {
        PersistentMap<Key, String> map = PersistentMap.empty();
        Map<Key, String> model = new HashMap<>();
        for (Change change : changes) {
            map = change.on(map);
            change.on(model);
            assertThat(map.get(change.key())).isEqualTo(model.get(change.key()));
        }
        assertThat(map).isEqualTo(model).hasSameSizeAs(model);
        assertThat(PersistentMap.of(model)).isEqualTo(map);
    }

    @Property
    void differences_lead_from_one_map_to_the_other(
            @ForAll("changes") List<Change> first, @ForAll("changes") List<Change> second) {
        PersistentMap<Key, String> before = PersistentMap.empty();
        for (Change change : first) {
            before = change.on(before);
        }
        PersistentMap<Key, String> after = before;
        for (Change change : second) {
            after = change.on(after);
        }
        Map<Key, String> model = new HashMap<>(before);
        PersistentMap<Key, String> old = before;
        PersistentMap<Key, String> now = after;
        after.differences(before, (key, was, is) -> {
            assertThat(was).isSameAs(old.get(key));
            assertThat(is).isSameAs(now.get(key)).isNotSameAs(was);
            if (is == null) {
                model.remove(key);
            } else {
                model.put(key, is);
            }
        });
        assertThat(model).isEqualTo(after);
    }

    @Example
    void a_change_in_a_large_map_is_the_only_difference() {
        PersistentMap<Integer, String> large = PersistentMap.empty();
        for (int i = 0; i < 10_000; i++) {
            large = large.with(i, "v");
        }
        Map<Integer, String> found = new HashMap<>();
        large.with(4711, "w").differences(large, (key, _, is) -> found.put(key, String.valueOf(is)));
        assertThat(found).isEqualTo(Map.of(4711, "w"));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Key> keys = Arbitraries.integers().between(0, 400).map(Key::new);
        Arbitrary<String> values = Arbitraries.strings().alpha().ofLength(2);
        return Combinators.combine(keys, Arbitraries.of(true, false, false), values)
                .as(Change::new)
                .list()
                .ofMaxSize(300);
    }
}
