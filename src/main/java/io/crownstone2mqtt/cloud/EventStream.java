package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.cloud.StreamMessage.Event;
import io.crownstone2mqtt.cloud.StreamMessage.Fault;
import io.crownstone2mqtt.cloud.StreamMessage.Ignored;
import io.crownstone2mqtt.cloud.StreamMessage.Ping;
import io.crownstone2mqtt.cloud.StreamMessage.Started;
import io.crownstone2mqtt.cloud.StreamMessage.TokenRejected;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.retry.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's event stream: connects, listens, and connects again after whatever ends it, waiting longer after each
 * failure (2 s to 5 min, by chance) until a stream has lived. One virtual thread, {@code cloud-events-N}.
 */
public final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration HEALTHY = Duration.ofSeconds(60);
    private static final int MOST_KINDS = 100;
    private static final CloudProblem DROPPED = new Unavailable("dropped to connect anew");

    private final AccountClient account;
    private final EventStreamListener listener;
    private final DoubleSupplier part;
    private final Backoff backoff;
    private final Backoff loginBackoff;
    private final AtomicReference<@Nullable CloudCall> current = new AtomicReference<>();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean closed;

    // Of the stream's thread only.
    private final Set<String> ignored = new HashSet<>();
    private int failures;
    private @Nullable AccessToken rejected;
    private boolean loginTried;

    EventStream(AccountClient account, EventStreamListener listener, DoubleSupplier part) {
        this.account = account;
        this.listener = listener;
        this.part = part;
        this.backoff = Backoff.gentle(FIRST_PAUSE, account.options().limits().longestPause());
        this.loginBackoff =
                Backoff.doubling(FIRST_PAUSE, account.options().limits().longestPause());
    }

    void start() {
        String name = "cloud-events-" + account.label().replace("account ", "");
        Thread.ofVirtual().name(name.toLowerCase(Locale.ROOT)).start(this::run);
    }

    /** Drops the stream, or the wait for one, and connects at once. For when the account's spheres changed. */
    public void reconnect() {
        interrupt();
    }

    /** Ends it; the listener may hear one last call that is under way. */
    @Override
    public void close() {
        closed = true;
        interrupt();
    }

    private void interrupt() {
        CloudCall call = current.get();
        if (call != null) {
            call.stop(DROPPED);
        }
        wake.release();
    }

    private void run() {
        while (!closed) {
            wake.drainPermits(); // earlier requests to connect are met by this attempt
            CloudCall call = account.newStreamCall();
            current.set(call);
            CloudProblem end = closed ? null : untilItEnds(call);
            Duration pause = end == null || call.stopped() == DROPPED ? Duration.ZERO : lost(end);
            account.ended(call); // breaks the stream off, which may take a moment: the listener knows already
            rest(pause);
        }
    }

    /** Why it ended; null when it is to be opened again at once, which is no failure. */
    private @Nullable CloudProblem untilItEnds(CloudCall call) {
        try {
            AccessToken token = token();
            long opened = System.nanoTime();
            try {
                return listen(new SseReader(account.http().openStream(token, call)), token);
            } finally {
                if (System.nanoTime() - opened > HEALTHY.toNanos()) {
                    lived();
                }
            }
        } catch (IOException e) {
            return ConnectionErrors.problem(e, account.options().eventsUrl(), account.options(), call);
        } catch (CloudException e) {
            return e.problem();
        } catch (RuntimeException e) {
            LOG.error("{}: a fault of this program in the event stream; it is opened again", account.label(), e);
            return new Unavailable("a fault of this program: please report it with its log");
        }
    }

    private AccessToken token() {
        AccessToken bad = rejected;
        AccessToken good = bad == null
                ? inTime(account.session()::token)
                : inTime(login -> account.session().renew(bad, login));
        rejected = null;
        return good;
    }

    /** A login may take no longer than any other call, though the stream itself has no end. */
    private AccessToken inTime(Function<CloudCall, AccessToken> login) {
        CloudCall call = account.newCall();
        try {
            return login.apply(call);
        } finally {
            account.ended(call);
        }
    }

    private @Nullable CloudProblem listen(SseReader reader, AccessToken token) throws IOException {
        boolean received = false;
        for (String data = reader.next(); data != null; data = reader.next()) {
            switch (EventParser.parse(data)) {
                case Started _ -> tell(listener::started);
                case Event(HomeEvent event) -> {
                    received = true;
                    tell(() -> listener.received(event));
                }
                case Ping _ -> {
                    received = true;
                    lived();
                }
                case Ignored(String kind) -> noteOnce(kind);
                case TokenRejected _ -> {
                    return rejected(token, received);
                }
                case Fault(String text) -> {
                    return new Unavailable("the cloud's event stream ended: " + text
                            + "; if that goes on, check whether the Crownstone app works");
                }
            }
            if (token.isDue(account.now()) && inTime(account.session()::token) != token) {
                LOG.debug("{}: the login was renewed; the event stream is opened with it", account.label());
                return null;
            }
        }
        CloudOptions.Proxy proxy = account.options().eventsProxy();
        return new Unavailable("the cloud ended its event stream: if that goes on, check "
                + (proxy == null ? "the way to the Internet" : "whether " + proxy + " ends connections that last"));
    }

    private void lived() {
        failures = 0;
        loginTried = false;
    }

    /** The first time a new login may help at once; if it did not, the cloud is slow, and only waiting helps. */
    private @Nullable CloudProblem rejected(AccessToken token, boolean received) {
        rejected = token;
        if (loginTried) {
            return new Unavailable("the cloud's event stream does not accept the login, a new one neither:"
                    + " if that goes on, check whether the Crownstone app works");
        }
        loginTried = true;
        failures = 0; // however long it was away: it answers again, and only failed logins count from here on
        if (received) {
            LOG.debug("{}: the login ended; the event stream is opened with a new one", account.label());
        } else {
            tell(() -> listener.lost(
                    new Unavailable("the cloud's event stream does not accept the login"), Duration.ZERO));
        }
        return null;
    }

    /** How long to wait now. */
    private Duration lost(CloudProblem problem) {
        failures++;
        Duration wait = waitAfter(problem);
        LOG.debug("{}: no event stream for {} ms: {}", account.label(), wait.toMillis(), problem.message());
        tell(() -> listener.lost(problem, wait));
        return wait;
    }

    private void rest(Duration wait) {
        try {
            if (wake.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("{}: woken before the time", account.label());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private Duration waitAfter(CloudProblem problem) {
        if (problem.rejectsCredentials()) {
            return backoff.longest(); // only the owner of the account can correct it
        }
        Duration wait = (rejected == null ? backoff : loginBackoff).after(failures, part.getAsDouble());
        return RetryAfter.orLonger(wait, problem);
    }

    private void noteOnce(String kind) {
        if (ignored.size() < MOST_KINDS && ignored.add(kind)) {
            LOG.debug("{}: the event stream says something of no use here: {}", account.label(), kind);
        }
    }

    /** A listener that throws must not end the stream. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("{}: a listener of the event stream failed; the stream goes on", account.label(), e);
        }
    }
}
