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
    private static final FetchProgress IDLE = new FetchProgress(null, null, 0);

    record FetchKey(AccountId account, FetchScope scope) {}

    /**
     * One scope of one account.
     *
     * @param askedAt when the request under way was sent, null if none is: the answer is as old as its question
     * @param dueAt when to fetch, or to fetch again, if at all
     * @param failures in a row
     */
    record FetchProgress(
            @Nullable Duration askedAt, @Nullable Duration dueAt, int failures) {}

    private final StepContext context;
    private PersistentMap<FetchKey, FetchProgress> all;

    FetchQueue(StepContext context, PersistentMap<FetchKey, FetchProgress> all) {
        this.context = context;
        this.all = all;
    }

    PersistentMap<FetchKey, FetchProgress> all() {
        return all;
    }

    FetchProgress get(FetchKey key) {
        FetchProgress known = all.get(key);
        return known == null ? IDLE : known;
    }

    private void put(FetchKey key, FetchProgress fetch) {
        all = all.with(key, fetch);
        if (fetch.askedAt() == null && fetch.dueAt() != null) {
            context.wakeBy(fetch.dueAt(), new Wake.ForFetch(key));
        }
    }

    /** To be fetched after that delay at the latest; once more if it is just being fetched. What failed keeps to its pause. */
    void want(AccountId account, FetchScope scope, Duration delay) {
        FetchKey key = new FetchKey(account, scope);
        FetchProgress known = get(key);
        if (known.failures() == 0 || known.dueAt() == null) {
            plan(key, known, context.now.in(delay));
        }
    }

    /** To be fetched now, although it failed before: there is reason to hope. */
    void urge(FetchKey key) {
        plan(key, get(key), context.now.uptime());
    }

    private void plan(FetchKey key, FetchProgress known, Duration at) {
        if (known.dueAt() == null || known.dueAt().compareTo(at) > 0) {
            put(key, new FetchProgress(known.askedAt(), at, known.failures()));
        }
    }

    void asked(FetchKey key) {
        put(key, new FetchProgress(context.now.uptime(), null, get(key).failures()));
    }

    void succeeded(FetchKey key) {
        Duration due = get(key).dueAt();
        drop(key);
        if (due != null) {
            put(key, new FetchProgress(null, due, 0));
        }
    }

    /** Tried again, later each time, and not before the cloud asked for it. */
    void failed(FetchKey key, @Nullable Duration retryAfter) {
        int failures = get(key).failures() + 1;
        Duration own = RETRIES.after(failures, Backoff.part(context.now.random()));
        Duration delay = retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
        put(key, new FetchProgress(null, context.now.in(delay), failures));
    }

    void drop(FetchKey key) {
        all = all.without(key);
    }

    /** Nothing of a sphere that the account does not see any more is fetched. */
    void drop(AccountId account, SphereId sphere) {
        Stream.of(
                        new FetchScope.OneSphere(sphere),
                        new FetchScope.States(sphere),
                        new FetchScope.EnergyPermission(sphere),
                        new FetchScope.Meters(sphere),
                        new FetchScope.Whereabouts(sphere))
                .forEach(scope -> drop(new FetchKey(account, scope)));
    }

    private Stream<Map.Entry<FetchKey, FetchProgress>> of(AccountId account) {
        return all.entrySet().stream().filter(entry -> entry.getKey().account().equals(account));
    }

    boolean anyUnderWay(AccountId account) {
        return of(account).anyMatch(entry -> entry.getValue().askedAt() != null);
    }

    /** What was asked for unsuccessfully, and is to be asked for again. */
    Stream<FetchKey> failing(AccountId account) {
        return of(account).filter(entry -> entry.getValue().failures() > 0).map(Map.Entry::getKey);
    }
}
