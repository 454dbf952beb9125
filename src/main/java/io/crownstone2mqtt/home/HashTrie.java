package io.crownstone2mqtt.home;

import io.crownstone2mqtt.home.PersistentMap.Difference;
import io.crownstone2mqtt.home.PersistentMap.Node;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a {@link PersistentMap}. A branch never has a lone leaf below it, so that equal keys give equal shapes. A
 * look-up in a large map waits for memory at every object on its way: that is why there are no lists in between.
 */
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

    /** One entry. */
    static final class Leaf<K, V> extends AbstractMap.SimpleImmutableEntry<K, V> implements Node<K, V> {
        private final int hash;

        Leaf(int hash, K key, V value) {
            super(key, value);
            this.hash = hash;
        }

        @Override
        public @Nullable V get(int wanted, int shift, K key) {
            return wanted == hash && getKey().equals(key) ? getValue() : null;
        }

        @Override
        public Node<K, V> with(Leaf<K, V> leaf, int shift) {
            if (leaf.hash != hash) {
                return Branch.over(this, hash, shift).with(leaf, shift);
            }
            return getKey().equals(leaf.getKey()) ? leaf : new Collision<>(hash, List.of(this, leaf));
        }

        @Override
        public @Nullable Node<K, V> without(int wanted, int shift, K key) {
            return get(wanted, shift, key) == null ? this : null;
        }

        @Override
        public void collect(List<Map.Entry<K, V>> into) {
            into.add(this);
        }
    }

    /** Several entries whose keys have one hash. */
    record Collision<K, V>(int hash, List<Leaf<K, V>> leaves) implements Node<K, V> {
        @Override
        public @Nullable V get(int wanted, int shift, K key) {
            for (Leaf<K, V> leaf : leaves) {
                V value = leaf.get(wanted, shift, key);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }

        @Override
        public Node<K, V> with(Leaf<K, V> leaf, int shift) {
            if (leaf.hash != hash) {
                return Branch.over(this, hash, shift).with(leaf, shift);
            }
            List<Leaf<K, V>> merged = new ArrayList<>(leaves);
            merged.removeIf(each -> each.getKey().equals(leaf.getKey()));
            merged.add(leaf);
            return new Collision<>(hash, List.copyOf(merged));
        }

        @Override
        public Node<K, V> without(int wanted, int shift, K key) {
            List<Leaf<K, V>> left =
                    leaves.stream().filter(leaf -> !leaf.getKey().equals(key)).toList();
            return left.size() == 1 ? left.getFirst() : new Collision<>(hash, left);
        }

        @Override
        public void collect(List<Map.Entry<K, V>> into) {
            into.addAll(leaves);
        }
    }

    /** Up to 32 children, one for each bit of the map that is set, in the order of the bits. Nobody writes to the array. */
    static final class Branch<K, V> implements Node<K, V> {
        private final int bitmap;
        private final Node<K, V>[] children;

        private Branch(int bitmap, Node<K, V>[] children) {
            this.bitmap = bitmap;
            this.children = children;
        }

        static <K, V> Branch<K, V> over(Node<K, V> child, int hash, int shift) {
            Node<K, V>[] only = array(1);
            only[0] = child;
            return new Branch<>(bit(hash, shift), only);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // nothing but nodes of these types is put into it
        private static <K, V> Node<K, V>[] array(int length) {
            return new Node[length];
        }

        private int index(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }

        private @Nullable Node<K, V> child(int bit) {
            return (bitmap & bit) == 0 ? null : children[index(bit)];
        }

        @Override
        public @Nullable V get(int hash, int shift, K key) {
            Node<K, V> child = child(bit(hash, shift));
            return child == null ? null : child.get(hash, shift + BITS, key);
        }

        @Override
        public Branch<K, V> with(Leaf<K, V> leaf, int shift) {
            int bit = bit(leaf.hash, shift);
            Node<K, V> child = child(bit);
            return child == null ? inserted(bit, leaf) : replaced(bit, child.with(leaf, shift + BITS));
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
                return children.length == 1 && !(changed instanceof Branch) ? changed : replaced(bit, changed);
            }
            return children.length == 1 ? null : removed(bit);
        }

        private Branch<K, V> inserted(int bit, Node<K, V> child) {
            int index = index(bit);
            Node<K, V>[] more = array(children.length + 1);
            System.arraycopy(children, 0, more, 0, index);
            more[index] = child;
            System.arraycopy(children, index, more, index + 1, children.length - index);
            return new Branch<>(bitmap | bit, more);
        }

        private Branch<K, V> replaced(int bit, Node<K, V> child) {
            Node<K, V>[] copy = children.clone();
            copy[index(bit)] = child;
            return new Branch<>(bitmap, copy);
        }

        private Node<K, V> removed(int bit) {
            int index = index(bit);
            if (children.length == 2 && !(children[1 - index] instanceof Branch)) {
                return children[1 - index];
            }
            Node<K, V>[] fewer = array(children.length - 1);
            System.arraycopy(children, 0, fewer, 0, index);
            System.arraycopy(children, index + 1, fewer, index, fewer.length - index);
            return new Branch<>(bitmap & ~bit, fewer);
        }

        @Override
        public void collect(List<Map.Entry<K, V>> into) {
            for (Node<K, V> child : children) {
                child.collect(into);
            }
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
