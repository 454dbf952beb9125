package io.crownstone2mqtt.bridge;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines, the earliest first: an immutable leftist heap, in which adding one and taking the earliest cost the
 * logarithm of how many there are. A deadline is never taken back: who is woken for nothing does nothing.
 */
record Timers(@Nullable Node first) {
    static final Timers NONE = new Timers(null);

    /**
     * A deadline with all that come later.
     *
     * @param rank how deep the right side goes, at least 1; never deeper than the left side
     */
    record Node(
            Duration at,
            Wake wake,
            int rank,
            @Nullable Node left,
            @Nullable Node right) {}

    Timers with(Duration at, Wake wake) {
        return new Timers(merge(first, new Node(at, wake, 1, null, null)));
    }

    Optional<Duration> earliest() {
        return Optional.ofNullable(first).map(Node::at);
    }

    /** Whom the earliest wakes, if that is due. */
    Optional<Wake> due(StepTime now) {
        return Optional.ofNullable(first).filter(node -> now.isPast(node.at())).map(Node::wake);
    }

    Timers withoutEarliest() {
        return first == null ? this : new Timers(merge(first.left(), first.right()));
    }

    private static @Nullable Node merge(@Nullable Node one, @Nullable Node other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Node top = one.at().compareTo(other.at()) <= 0 ? one : other;
        Node rest = top == one ? other : one;
        Node merged = merge(top.right(), rest);
        return rank(top.left()) >= rank(merged)
                ? new Node(top.at(), top.wake(), rank(merged) + 1, top.left(), merged)
                : new Node(top.at(), top.wake(), rank(top.left()) + 1, merged, top.left());
    }

    private static int rank(@Nullable Node node) {
        return node == null ? 0 : node.rank();
    }
}
