package io.crownstone2mqtt.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.testing.RandomInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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

    @Test
    void behaves_like_any_map() {
        RandomInputs.check(1_000, random -> assertBehavesLikeAnyMap(changes(random)));
    }

    private static void assertBehavesLikeAnyMap(List<Change> changes) {
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

    @Test
    void differences_lead_from_one_map_to_the_other() {
        RandomInputs.check(1_000, random -> assertDifferencesLead(changes(random), changes(random)));
    }

    private static void assertDifferencesLead(List<Change> first, List<Change> second) {
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

    @Test
    void a_change_in_a_large_map_is_the_only_difference() {
        PersistentMap<Integer, String> large = PersistentMap.empty();
        for (int i = 0; i < 10_000; i++) {
            large = large.with(i, "v");
        }
        Map<Integer, String> found = new HashMap<>();
        large.with(4711, "w").differences(large, (key, _, is) -> found.put(key, String.valueOf(is)));
        assertThat(found).isEqualTo(Map.of(4711, "w"));
    }

    private static List<Change> changes(SplittableRandom random) {
        return RandomInputs.list(
                random,
                300,
                each -> new Change(new Key(each.nextInt(401)), each.nextInt(3) == 0, "value " + each.nextInt(1_000)));
    }
}
