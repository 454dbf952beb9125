package io.crownstone2mqtt.home;

import io.crownstone2mqtt.home.PersistentMap.Difference;
import io.crownstone2mqtt.home.PersistentMap.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of a {@link PersistentMap}. A branch never has a lone leaf below it, so that equal keys give equal shapes. */
final class HashTrie {
    private static final int BITS = 5;

    private HashTrie() {}

    static int spread(Object key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private static int bit(int hash, int shift) {
        return 1 << ((hash >>> shift) & 31);
    }

    /** The entries whose keys have one hash: nearly always one. */
    record Leaf<K, V>(int hash, List<Map.Entry<K, V>> entries) implements Node<K, V> {
        @Override
        public @Nullable V get(int wanted, int shift, K key) {
            if (wanted == hash) {
                for (Map.Entry<K, V> entry : entries) {
                    if (entry.getKey().equals(key)) {
                        return entry.getValue();
                    }
                }
            }
            return null;
        }

        @Override
        public Node<K, V> with(Leaf<K, V> leaf, int shift) {
            if (leaf.hash != hash) {
                Branch<K, V> branch = new Branch<>(bit(hash, shift), List.of(this));
                return branch.with(leaf, shift);
            }
            List<Map.Entry<K, V>> merged = new ArrayList<>(entries);
            merged.removeIf(
                    entry -> entry.getKey().equals(leaf.entries.getFirst().getKey()));
            merged.addAll(leaf.entries);
            return new Leaf<>(hash, List.copyOf(merged));
        }

        @Override
        public @Nullable Node<K, V> without(int wanted, int shift, K key) {
            List<Map.Entry<K, V>> left = entries.stream()
                    .filter(entry -> !entry.getKey().equals(key))
                    .toList();
            return left.isEmpty() ? null : new Leaf<>(hash, left);
        }

        @Override
        public void collect(List<Map.Entry<K, V>> into) {
            into.addAll(entries);
        }
    }

    /** Up to 32 children, one for each bit of the map that is set, in the order of the bits. */
    record Branch<K, V>(int bitmap, List<Node<K, V>> children) implements Node<K, V> {
        private int index(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }

        private @Nullable Node<K, V> child(int bit) {
            return (bitmap & bit) == 0 ? null : children.get(index(bit));
        }

        @Override
        public @Nullable V get(int hash, int shift, K key) {
            Node<K, V> child = child(bit(hash, shift));
            return child == null ? null : child.get(hash, shift + BITS, key);
        }

        @Override
        public Node<K, V> with(Leaf<K, V> leaf, int shift) {
            int bit = bit(leaf.hash, shift);
            Node<K, V> child = child(bit);
            return replaced(bit, child == null ? leaf : child.with(leaf, shift + BITS));
        }

        @Override
        public @Nullable Node<K, V> without(int hash, int shift, K key) {
            int bit = bit(hash, shift);
            Node<K, V> child = child(bit);
            if (child == null) {
                return this;
            }
            Node<K, V> changed = child.without(hash, shift + BITS, key);
            if (changed != null) {
                Branch<K, V> result = replaced(bit, changed);
                return result.children.size() == 1 && changed instanceof Leaf ? changed : result;
            }
            List<Node<K, V>> left = new ArrayList<>(children);
            left.remove(index(bit));
            if (left.size() == 1 && left.getFirst() instanceof Leaf<K, V> alone) {
                return alone;
            }
            return left.isEmpty() ? null : new Branch<>(bitmap & ~bit, List.copyOf(left));
        }

        private Branch<K, V> replaced(int bit, Node<K, V> child) {
            int index = index(bit);
            List<Node<K, V>> copy = new ArrayList<>(children.size() + 1);
            copy.addAll(children);
            if ((bitmap & bit) == 0) {
                copy.add(index, child);
            } else {
                copy.set(index, child);
            }
            return new Branch<>(bitmap | bit, copy);
        }

        @Override
        public void collect(List<Map.Entry<K, V>> into) {
            children.forEach(child -> child.collect(into));
        }
    }

    static <K, V> void differences(
            @Nullable Node<K, V> before, @Nullable Node<K, V> after, int shift, Difference<K, V> difference) {
        if (before == after) {
            return;
        }
        if (before instanceof Branch<K, V> old && after instanceof Branch<K, V> now) {
            for (int both = old.bitmap | now.bitmap; both != 0; both &= both - 1) {
                int bit = Integer.lowestOneBit(both);
                differences(old.child(bit), now.child(bit), shift + BITS, difference);
            }
            return;
        }
        List<Map.Entry<K, V>> old = new ArrayList<>();
        List<Map.Entry<K, V>> now = new ArrayList<>();
        if (before != null) {
            before.collect(old);
        }
        if (after != null) {
            after.collect(now);
        }
        compare(before, old, after, now, shift, difference);
    }

    private static <K, V> void compare(
            @Nullable Node<K, V> before,
            List<Map.Entry<K, V>> old,
            @Nullable Node<K, V> after,
            List<Map.Entry<K, V>> now,
            int shift,
            Difference<K, V> difference) {
        for (Map.Entry<K, V> entry : old) {
            K key = entry.getKey();
            V value = after == null ? null : after.get(spread(key), shift, key);
            if (value != entry.getValue()) {
                difference.accept(key, entry.getValue(), value);
            }
        }
        for (Map.Entry<K, V> entry : now) {
            K key = entry.getKey();
            if (before == null || before.get(spread(key), shift, key) == null) {
                difference.accept(key, null, entry.getValue());
            }
        }
    }
}
