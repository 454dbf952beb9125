package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's token. However many calls need one, one login is made; a login that cannot help is not made: credentials
 * once rejected are tried again only after a while. A refusal that may mean the token or a right is settled by asking the
 * cloud for what is the account's own.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Backoff REJECTED = Backoff.doubling(Duration.ofMinutes(1), Duration.ofHours(1));
    private static final Duration RENEWAL_RETRY = Duration.ofMinutes(1);

    /** The requests that need no token of the session. */
    interface LoginGateway {
        /** Received now. */
        AccessToken login(boolean hasty, CloudCall call);

        /** Whether that token opens what is the account's own. */
        boolean accepts(AccessToken token, CloudCall call);

        /** In the background; a failure does not matter. */
        void logout(AccessToken token);
    }

    private record Rejection(CloudProblem problem, int count, Instant at, Instant nextTry) {
        /** Not when the clock was set back meanwhile: that must not make the rest longer. */
        boolean rests(Instant now) {
            return now.isBefore(nextTry) && !now.isBefore(at);
        }
    }

    /** That the cloud accepted a token when it was asked at that time. */
    private record Proof(AccessToken token, long began) {}

    private final LoginGateway door;
    private final InstantSource clock;
    private final String account;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable AccessToken token;
    private volatile Instant nextRenewal = Instant.MIN;
    private volatile @Nullable Proof proof;
    private volatile @Nullable Rejection rejection;
    private volatile @Nullable CloudException lastFailure;

    Session(LoginGateway door, InstantSource clock, String account) {
        this.door = door;
        this.clock = clock;
        this.account = account;
    }

    /** A token that is good as far as is known, from a login if need be. */
    AccessToken token(CloudCall call) {
        AccessToken known = token;
        return known != null && !needsLogin(known) ? known : loginInstead(known, false, call);
    }

    /** When the token that is used now was received; null without one. */
    @Nullable
    Instant since() {
        AccessToken known = token;
        return known == null ? null : known.received();
    }

    private boolean needsLogin(AccessToken known) {
        Instant now = clock.instant();
        return known.isOver(now) || (known.isDue(now) && !now.isBefore(nextRenewal));
    }

    /**
     * Whether the cloud still accepts that token, which it just refused for something: then that is forbidden. Of many
     * that were refused at once, one asks.
     */
    boolean isGood(AccessToken refused, CloudCall call) {
        long refusedAt = System.nanoTime();
        lock(call);
        try {
            if (token != refused) {
                return false;
            }
            Proof known = proof;
            if (known != null && known.token() == refused && known.began() - refusedAt >= 0) {
                return true;
            }
            long began = System.nanoTime();
            boolean good = door.accepts(refused, call);
            proof = good ? new Proof(refused, began) : null;
            return good;
        } finally {
            lock.unlock();
        }
    }

    /** Another token than that one, which the cloud does not accept any more. */
    AccessToken insteadOf(AccessToken dead, CloudCall call) {
        if (token == dead && dead.hasty() && dead.isYoung(clock.instant())) {
            throw new CloudException(useless()); // the next would be refused just so
        }
        return loginInstead(dead, true, call);
    }

    /** The cloud refuses whatever token it gives. */
    static Unavailable useless() {
        return new Unavailable("the Crownstone cloud does not accept the login that it gave just now: if that goes on,"
                + " check whether the Crownstone app works");
    }

    /** The stream says that this token is bad. */
    AccessToken renew(AccessToken bad, CloudCall call) {
        return loginInstead(bad, true, call);
    }

    private AccessToken loginInstead(@Nullable AccessToken old, boolean refused, CloudCall call) {
        CloudException before = lastFailure;
        lock(call);
        try {
            AccessToken now = token;
            if (now != null && now != old) {
                return now; // another call logged in while this one waited
            }
            CloudException during = lastFailure;
            if (during != null && during != before && call.stopped() == null) {
                throw new CloudException(during.problem(), during);
            }
            return login(old, refused, call);
        } finally {
            lock.unlock();
        }
    }

    private void lock(CloudCall call) {
        try {
            if (!lock.tryLock(call.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new CloudException(new Unavailable(
                        "the login to the Crownstone cloud takes too long: check the way to the Internet"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(new Unavailable("stopped while waiting for a login; try again"), e);
        }
    }

    private AccessToken login(@Nullable AccessToken old, boolean refused, CloudCall call) {
        Instant now = clock.instant();
        Rejection last = rejection;
        CloudException failure;
        if (last != null && last.rests(now)) {
            failure = new CloudException(last.problem());
        } else {
            try {
                return entered(door.login(refused && old != null && old.isYoung(now), call), old);
            } catch (CloudException e) {
                failure = e;
                failed(e, call);
            }
        }
        if (old == null || refused || old.isOver(now)) {
            throw failure;
        }
        nextRenewal = now.plus(RetryAfter.orLonger(RENEWAL_RETRY, failure.problem()));
        return old;
    }

    private AccessToken entered(AccessToken fresh, @Nullable AccessToken old) {
        token = fresh;
        rejection = null;
        nextRenewal = Instant.MIN;
        LOG.info("{}: logged in to the Crownstone cloud as user {}", account, fresh.user());
        if (old != null) {
            door.logout(old);
        }
        return fresh;
    }

    private void failed(CloudException failure, CloudCall call) {
        CloudProblem problem = failure.problem();
        if (call.stopped() == null) {
            lastFailure = failure;
            LOG.debug("{}: the login failed: {}", account, problem.message());
        }
        if (problem.rejectsCredentials()) {
            Rejection last = rejection;
            int count = last == null ? 1 : last.count() + 1;
            Instant now = clock.instant();
            rejection = new Rejection(problem, count, now, now.plus(REJECTED.after(count)));
        }
    }

    /** Whose session it is, after a login. */
    UserId self(CloudCall call) {
        return token(call).user();
    }

    /** Gives up the token: the next call logs in again. */
    @Nullable
    AccessToken forget() {
        lock.lock();
        try {
            AccessToken known = token;
            token = null;
            return known;
        } finally {
            lock.unlock();
        }
    }
}
