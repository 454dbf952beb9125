package io.crownstone2mqtt.bridge;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines, the earliest first: an immutable leftist heap, in which adding one and taking the earliest cost the
 * logarithm of how many there are. A deadline is never taken back: who is woken for nothing does nothing.
 */
record Timers(@Nullable HeapNode first) {
    static final Timers NONE = new Timers(null);

    /**
     * A deadline with all that come later.
     *
     * @param rank how deep the right side goes, at least 1; never deeper than the left side
     */
    record HeapNode(
            Duration at,
            Wake wake,
            int rank,
            @Nullable HeapNode left,
            @Nullable HeapNode right) {}

    Timers with(Duration at, Wake wake) {
        return new Timers(merge(first, new HeapNode(at, wake, 1, null, null)));
    }

    Optional<Duration> earliest() {
        return Optional.ofNullable(first).map(HeapNode::at);
    }

    /** Whom the earliest wakes, if that is due. */
    Optional<Wake> due(StepTime now) {
        return Optional.ofNullable(first).filter(node -> now.isPast(node.at())).map(HeapNode::wake);
    }

    Timers withoutEarliest() {
        return first == null ? this : new Timers(merge(first.left(), first.right()));
    }

    private static @Nullable HeapNode merge(@Nullable HeapNode one, @Nullable HeapNode other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        HeapNode top = one.at().compareTo(other.at()) <= 0 ? one : other;
        HeapNode rest = top == one ? other : one;
        HeapNode merged = merge(top.right(), rest);
        return rank(top.left()) >= rank(merged)
                ? new HeapNode(top.at(), top.wake(), rank(merged) + 1, top.left(), merged)
                : new HeapNode(top.at(), top.wake(), rank(top.left()) + 1, merged, top.left());
    }

    private static int rank(@Nullable HeapNode node) {
        return node == null ? 0 : node.rank();
    }
}
