package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.retry.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is being fetched from the cloud, and what is to be: of each scope one at a time. */
record FetchQueue(PersistentMap<Key, Fetch> all) {
    static final FetchQueue EMPTY = new FetchQueue(PersistentMap.empty());
    private static final Backoff RETRIES = Backoff.gentle(Duration.ofSeconds(5), Duration.ofMinutes(5));

    record Key(AccountId account, FetchScope scope) {}

    /**
     * One scope of one account.
     *
     * @param askedAt when the request under way was sent, null if none is: the answer is as old as its question
     * @param dueAt when to fetch, or to fetch again, if at all
     * @param failures in a row
     */
    record Fetch(@Nullable Duration askedAt, @Nullable Duration dueAt, int failures) {}

    private static final Fetch IDLE = new Fetch(null, null, 0);

    Fetch get(Key key) {
        Fetch known = all.get(key);
        return known == null ? IDLE : known;
    }

    private FetchQueue put(Key key, Fetch fetch) {
        return new FetchQueue(all.with(key, fetch));
    }

    /**
     * To be fetched at that time, or earlier if it was already to be; once more if it is just being fetched. What failed
     * keeps to its pause.
     */
    FetchQueue wanted(Key key, Duration at) {
        Fetch known = get(key);
        boolean earlier =
                known.dueAt() != null && (known.failures() > 0 || known.dueAt().compareTo(at) <= 0);
        return earlier ? this : put(key, new Fetch(known.askedAt(), at, known.failures()));
    }

    /** To be fetched at that time at the latest, whatever failed before. */
    FetchQueue urged(Key key, Duration at) {
        Fetch known = get(key);
        boolean earlier = known.dueAt() != null && known.dueAt().compareTo(at) <= 0;
        return earlier ? this : put(key, new Fetch(known.askedAt(), at, known.failures()));
    }

    FetchQueue asked(Key key, Duration at) {
        return put(key, new Fetch(at, null, get(key).failures()));
    }

    FetchQueue succeeded(Key key) {
        Duration due = get(key).dueAt();
        return due == null ? dropped(key) : put(key, new Fetch(null, due, 0));
    }

    /** Tried again, later each time, and not before the cloud asked for it. */
    FetchQueue failed(Key key, StepTime now, @Nullable Duration retryAfter) {
        int failures = get(key).failures() + 1;
        Duration own = RETRIES.after(failures, Backoff.part(now.random()));
        Duration delay = retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
        return put(key, new Fetch(null, now.in(delay), failures));
    }

    FetchQueue dropped(Key key) {
        return new FetchQueue(all.without(key));
    }

    /** Nothing of a sphere that the account does not see any more is fetched. */
    FetchQueue withoutSphere(AccountId account, SphereId sphere) {
        FetchQueue left = this;
        for (FetchScope scope : new FetchScope[] {
            new FetchScope.OneSphere(sphere), new FetchScope.States(sphere), new FetchScope.Presence(sphere)
        }) {
            left = left.dropped(new Key(account, scope));
        }
        return left;
    }

    private Stream<Map.Entry<Key, Fetch>> of(AccountId account) {
        return all.entrySet().stream().filter(entry -> entry.getKey().account().equals(account));
    }

    boolean anyUnderWay(AccountId account) {
        return of(account).anyMatch(entry -> entry.getValue().askedAt() != null);
    }

    /** What was asked for in vain, and is to be asked for again. */
    Stream<Key> failing(AccountId account) {
        return of(account).filter(entry -> entry.getValue().failures() > 0).map(Map.Entry::getKey);
    }

    Optional<Duration> dueAt(Key key) {
        Fetch known = get(key);
        return known.askedAt() != null ? Optional.empty() : Optional.ofNullable(known.dueAt());
    }
}
