package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.retry.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is being fetched from the cloud, and what is to be: of each scope one at a time. */
record Fetches(PersistentMap<Key, Fetching> all) {
    static final Fetches NONE = new Fetches(PersistentMap.empty());
    private static final Backoff RETRIES = Backoff.gentle(Duration.ofSeconds(5), Duration.ofMinutes(5));

    record Key(AccountId account, Scope scope) {}

    /**
     * One scope of one account.
     *
     * @param mark where the backlog stood when the request began
     * @param dueAt when to fetch, or to fetch again
     * @param failures in a row
     */
    record Fetching(
            boolean inFlight,
            @Nullable Backlog mark,
            @Nullable Duration dueAt,
            int failures) {}

    private static final Fetching IDLE = new Fetching(false, null, null, 0);

    private Fetching get(Key key) {
        Fetching known = all.get(key);
        return known == null ? IDLE : known;
    }

    private Fetches put(Key key, Fetching fetching) {
        return new Fetches(all.with(key, fetching));
    }

    /** To be fetched at that time, or earlier if it was already to be; once more if it is just being fetched. */
    Fetches wanted(Key key, Duration at) {
        Fetching known = get(key);
        Duration due = known.dueAt == null || at.compareTo(known.dueAt) < 0 ? at : known.dueAt;
        return put(key, new Fetching(known.inFlight, known.mark, due, known.failures));
    }

    Fetches begun(Key key, @Nullable Backlog mark) {
        return put(key, new Fetching(true, mark, null, get(key).failures));
    }

    Fetches succeeded(Key key) {
        Duration due = get(key).dueAt;
        return due == null ? new Fetches(all.without(key)) : put(key, new Fetching(false, null, due, 0));
    }

    /** Tried again, later each time, unless the cloud said when. */
    Fetches failed(Key key, Moment now, @Nullable Duration retryAfter) {
        int failures = get(key).failures + 1;
        Duration delay = retryAfter != null ? retryAfter : RETRIES.after(failures, Backoff.part(now.random()));
        return put(key, new Fetching(false, null, now.in(delay), failures));
    }

    Fetches dropped(Key key) {
        return new Fetches(all.without(key));
    }

    @Nullable
    Backlog markOf(Key key) {
        return get(key).mark;
    }

    boolean anyInFlight(AccountId account) {
        return all.entrySet().stream()
                .anyMatch(entry -> entry.getKey().account().equals(account)
                        && entry.getValue().inFlight());
    }

    /** Whether the account waits for an answer, is about to ask, or is to try again what failed. */
    boolean anyOpen(AccountId account, Moment now) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account))
                .map(Map.Entry::getValue)
                .anyMatch(fetching -> fetching.inFlight() || fetching.failures() > 0 || isDue(fetching, now));
    }

    Optional<Key> due(Moment now) {
        return all.entrySet().stream()
                .filter(entry -> isDue(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isDue(Fetching fetching, Moment now) {
        return !fetching.inFlight && fetching.dueAt != null && now.isPast(fetching.dueAt);
    }

    Optional<Duration> nextDue() {
        return all.values().stream()
                .filter(fetching -> !fetching.inFlight)
                .flatMap(fetching -> Optional.ofNullable(fetching.dueAt).stream())
                .min(Duration::compareTo);
    }
}
