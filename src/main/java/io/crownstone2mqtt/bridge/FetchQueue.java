package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.retry.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is being fetched from the cloud, and what is to be: of each scope one at a time. Lives no longer than the step. */
final class FetchQueue {
    private static final Backoff RETRIES = Backoff.gentle(Duration.ofSeconds(5), Duration.ofMinutes(5));
    private static final Fetch IDLE = new Fetch(null, null, 0);

    record Key(AccountId account, FetchScope scope) {}

    /**
     * One scope of one account.
     *
     * @param askedAt when the request under way was sent, null if none is: the answer is as old as its question
     * @param dueAt when to fetch, or to fetch again, if at all
     * @param failures in a row
     */
    record Fetch(@Nullable Duration askedAt, @Nullable Duration dueAt, int failures) {}

    private final StepContext context;
    private PersistentMap<Key, Fetch> all;

    FetchQueue(StepContext context, PersistentMap<Key, Fetch> all) {
        this.context = context;
        this.all = all;
    }

    PersistentMap<Key, Fetch> all() {
        return all;
    }

    Fetch get(Key key) {
        Fetch known = all.get(key);
        return known == null ? IDLE : known;
    }

    private void put(Key key, Fetch fetch) {
        all = all.with(key, fetch);
        if (fetch.askedAt() == null && fetch.dueAt() != null) {
            context.wakeBy(fetch.dueAt(), new Wake.Fetch(key));
        }
    }

    /** To be fetched after that delay at the latest; once more if it is just being fetched. What failed keeps to its pause. */
    void want(AccountId account, FetchScope scope, Duration delay) {
        Key key = new Key(account, scope);
        Fetch known = get(key);
        if (known.failures() == 0 || known.dueAt() == null) {
            plan(key, known, context.now.in(delay));
        }
    }

    /** To be fetched now, although it failed before: there is reason to hope. */
    void urge(Key key) {
        plan(key, get(key), context.now.uptime());
    }

    private void plan(Key key, Fetch known, Duration at) {
        if (known.dueAt() == null || known.dueAt().compareTo(at) > 0) {
            put(key, new Fetch(known.askedAt(), at, known.failures()));
        }
    }

    void asked(Key key) {
        put(key, new Fetch(context.now.uptime(), null, get(key).failures()));
    }

    void succeeded(Key key) {
        Duration due = get(key).dueAt();
        drop(key);
        if (due != null) {
            put(key, new Fetch(null, due, 0));
        }
    }

    /** Tried again, later each time, and not before the cloud asked for it. */
    void failed(Key key, @Nullable Duration retryAfter) {
        int failures = get(key).failures() + 1;
        Duration own = RETRIES.after(failures, Backoff.part(context.now.random()));
        Duration delay = retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
        put(key, new Fetch(null, context.now.in(delay), failures));
    }

    void drop(Key key) {
        all = all.without(key);
    }

    /** Nothing of a sphere that the account does not see any more is fetched. */
    void drop(AccountId account, SphereId sphere) {
        Stream.of(
                        new FetchScope.OneSphere(sphere),
                        new FetchScope.States(sphere),
                        new FetchScope.EnergyPermission(sphere),
                        new FetchScope.Energy(sphere),
                        new FetchScope.Presence(sphere))
                .forEach(scope -> drop(new Key(account, scope)));
    }

    private Stream<Map.Entry<Key, Fetch>> of(AccountId account) {
        return all.entrySet().stream().filter(entry -> entry.getKey().account().equals(account));
    }

    boolean anyUnderWay(AccountId account) {
        return of(account).anyMatch(entry -> entry.getValue().askedAt() != null);
    }

    /** What was asked for unsuccessfully, and is to be asked for again. */
    Stream<Key> failing(AccountId account) {
        return of(account).filter(entry -> entry.getValue().failures() > 0).map(Map.Entry::getKey);
    }
}
