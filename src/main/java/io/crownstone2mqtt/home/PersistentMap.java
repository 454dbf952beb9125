package io.crownstone2mqtt.home;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that shares its parts with the maps it was made from: a hash trie of 32-way branches whose shape
 * depends only on the keys. So {@link #differences} of two maps looks only at what they do not share, whatever their
 * size. Values are compared by identity. Iteration follows the keys' hashes.
 */
public final class PersistentMap<K, V> extends AbstractMap<K, V> {
    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null, 0);

    private final @Nullable Node<K, V> root;
    private final int size;

    private PersistentMap(@Nullable Node<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // an empty map holds no value of any type
    public static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    /** The same map, seen as one of a more general type: it never changes, so nothing of another type can get in. */
    @SuppressWarnings("unchecked")
    public static <K, V> PersistentMap<K, V> upcast(PersistentMap<K, ? extends V> map) {
        return (PersistentMap<K, V>) map;
    }

    public static <K, V> PersistentMap<K, V> of(Map<? extends K, ? extends V> map) {
        PersistentMap<K, V> result = empty();
        for (Map.Entry<? extends K, ? extends V> entry : map.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue());
        }
        return result;
    }

    @Override
    @SuppressWarnings("unchecked") // a key of another type has an equal in no leaf
    public @Nullable V get(@Nullable Object key) {
        return root == null || key == null ? null : root.get(HashTrie.spread(key), 0, (K) key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    /** With that value for that key; the same map if it holds that very value already. */
    public PersistentMap<K, V> with(K key, V value) {
        int hash = HashTrie.spread(key);
        V old = root == null ? null : root.get(hash, 0, key);
        if (old == value) {
            return this;
        }
        var leaf = new HashTrie.Leaf<>(hash, key, value);
        return new PersistentMap<>(root == null ? leaf : root.with(leaf, 0), old == null ? size + 1 : size);
    }

    /** Without that key; the same map if it is not there. */
    public PersistentMap<K, V> without(K key) {
        int hash = HashTrie.spread(key);
        if (root == null || root.get(hash, 0, key) == null) {
            return this;
        }
        return size == 1 ? empty() : new PersistentMap<>(root.without(hash, 0, key), size - 1);
    }

    /** Where two maps differ. */
    public interface Difference<K, V> {
        /** Exactly one of both may be null: the key was not there before, or is not there any more. */
        void accept(K key, @Nullable V before, @Nullable V after);
    }

    /** Tells every key whose value is not the same object in both; what the maps share is not looked at. */
    public void differences(PersistentMap<K, V> before, Difference<K, V> difference) {
        HashTrie.differences(before.root, root, 0, difference);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        List<Entry<K, V>> entries = new ArrayList<>(size);
        if (root != null) {
            root.collect(entries);
        }
        List<Entry<K, V>> fixed = Collections.unmodifiableList(entries);
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, V>> iterator() {
                return fixed.iterator();
            }

            @Override
            public int size() {
                return fixed.size();
            }
        };
    }

    /** A part of the trie: a branch by five bits of the hash, one entry, or several of one hash. */
    sealed interface Node<K, V> permits HashTrie.Branch, HashTrie.Leaf, HashTrie.Collision {
        @Nullable
        V get(int hash, int shift, K key);

        Node<K, V> with(HashTrie.Leaf<K, V> leaf, int shift);

        /** Null when nothing is left. */
        @Nullable
        Node<K, V> without(int hash, int shift, K key);

        void collect(List<Entry<K, V>> into);
    }
}
