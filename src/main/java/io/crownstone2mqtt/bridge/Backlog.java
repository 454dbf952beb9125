package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.HomeEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Events heard while a picture is being fetched, newest first. The picture may be older than they are: when it comes, they
 * are applied after it. A fetch remembers where the backlog stood when it began.
 */
record Backlog(HomeEvent event, @Nullable Backlog older, int size) {
    /** A flood that outlasts a fetch is not kept: the picture is fetched once more instead. */
    static final int MOST = 20_000;

    static Backlog plus(@Nullable Backlog older, HomeEvent event) {
        return new Backlog(event, older, older == null ? 1 : older.size + 1);
    }

    static int sizeOf(@Nullable Backlog backlog) {
        return backlog == null ? 0 : backlog.size;
    }

    /** What came after the mark, oldest first. */
    static Iterable<HomeEvent> since(@Nullable Backlog mark, @Nullable Backlog newest) {
        Deque<HomeEvent> events = new ArrayDeque<>();
        for (Backlog each = newest; each != null && each != mark; each = each.older) {
            events.addFirst(each.event);
        }
        return events;
    }
}
