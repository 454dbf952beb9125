package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What all calls of one account share: its session, its cookies, its limit of parallel requests, its open calls. */
final class AccountClient implements Session.LoginGateway {
    private static final Logger LOG = LoggerFactory.getLogger(AccountClient.class);
    private static final Duration LONGEST_LOGOUT = Duration.ofSeconds(3);
    private static final int SHORTEST_LIFE = 1;
    private static final int USUAL_LIFE = 14 * 24 * 3600;
    private static final int LONGEST_LIFE = 366 * 24 * 3600;
    private static final CloudProblem CLOSED = new Unavailable("stopped: this program is shutting down");

    private final CloudHttp http;
    private final CloudOptions options;
    private final Credentials credentials;
    private final InstantSource clock;
    private final String label;
    private final Session session;
    private final Semaphore readers;
    private final BasicCookieStore cookies = new BasicCookieStore();
    private final Set<CloudCall> calls = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    AccountClient(CloudHttp http, CloudOptions options, Credentials credentials, InstantSource clock) {
        this.http = http;
        this.options = options;
        this.credentials = credentials;
        this.clock = clock;
        label = "account " + http.nextAccount();
        session = new Session(this, clock, label);
        readers = new Semaphore(options.limits().parallelRequests());
    }

    CloudHttp http() {
        return http;
    }

    CloudOptions options() {
        return options;
    }

    Session session() {
        return session;
    }

    String label() {
        return label;
    }

    Instant now() {
        return clock.instant();
    }

    /** A call with the usual deadline; {@link #ended} when it is over. */
    CloudCall newCall() {
        return opened(CloudCall.within(options.limits().requestTimeout()));
    }

    /** A call that lasts until it is stopped: an event stream. */
    CloudCall newStreamCall() {
        return opened(CloudCall.unlimited());
    }

    private CloudCall opened(CloudCall call) {
        calls.add(call);
        if (closed.get()) {
            call.stop(CLOSED);
        }
        return call;
    }

    void ended(CloudCall call) {
        calls.remove(call);
        call.close();
    }

    /** What the reading makes of the answer; it is not kept. */
    <T> T read(CloudRequest request, Function<JsonReader, T> reading, CloudCall call) {
        return read(reading, call, share -> ask(request, call, share));
    }

    /** The same from the second API: a token that it refuses is not replaced for that. */
    <T> T readEnergy(CloudRequest request, Function<JsonReader, T> reading, CloudCall call) {
        return read(reading, call, share -> http.send(request, session.token(call), cookies, call, share));
    }

    private <T> T read(
            Function<JsonReader, T> reading, CloudCall call, Function<ResponseMemory.Share, RequestResult> asking) {
        acquire(call);
        try (ResponseMemory.Share share = http.openSpace()) {
            return switch (asking.apply(share)) {
                case RequestResult.Value value -> understood(value, share, reading);
                case RequestResult.Done _ -> throw Wire.unreadable("it is empty");
                case RequestResult.TokenRefused refused -> throw new CloudException(refused.problem());
                case RequestResult.Failed(CloudProblem problem) -> throw new CloudException(problem);
            };
        } finally {
            readers.release();
        }
    }

    private static <T> T understood(
            RequestResult.Value value, ResponseMemory.Share share, Function<JsonReader, T> reading) {
        try {
            return reading.apply(new JsonReader(value.json(), share::take, value.date()));
        } catch (JacksonException e) {
            throw Wire.unreadable("a text or number in it is far longer than the cloud ever tells");
        }
    }

    private void acquire(CloudCall call) {
        CloudProblem problem = new Unavailable("too many requests at once to the Crownstone cloud; try again");
        try {
            if (readers.tryAcquire(call.remainingNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        CloudProblem why = call.stopped();
        throw new CloudException(why == null ? problem : why);
    }

    void command(String path, @Nullable String body, CloudCall call) {
        try (ResponseMemory.Share share = http.openSpace()) {
            switch (ask(CloudRequest.command(path, body), call, share)) {
                case RequestResult.Value _, RequestResult.Done _ -> {}
                case RequestResult.TokenRefused refused -> throw new CloudException(refused.problem());
                case RequestResult.Failed(CloudProblem problem) -> throw new CloudException(problem);
            }
        }
    }

    /** With a token; with another one, once, if the cloud does not accept the first any more. */
    private RequestResult ask(CloudRequest request, CloudCall call, ResponseMemory.Share share) {
        AccessToken token = session.token(call);
        RequestResult result = http.send(request, token, cookies, call, share);
        if (!isDead(token, result, request, call)) {
            return result;
        }
        AccessToken other = session.insteadOf(token, call);
        RequestResult second = http.send(request, other, cookies, call, share);
        return isDead(other, second, request, call) ? new RequestResult.Failed(Session.useless()) : second;
    }

    /** Whether it was the token that was refused, and not what was asked for. */
    private boolean isDead(AccessToken token, RequestResult result, CloudRequest request, CloudCall call) {
        return result instanceof RequestResult.TokenRefused refused
                && (refused.certain() || request.path().startsWith(own(token)) || !isGood(token, call));
    }

    private boolean isGood(AccessToken token, CloudCall call) {
        try {
            return session.isGood(token, call);
        } catch (CloudException e) {
            throw e.problem() instanceof Unavailable unknown ? new CloudException(unknown.notDone(), e) : e;
        }
    }

    /** What the account may always read. */
    private static String own(AccessToken token) {
        return "/users/" + token.user() + "/spheres";
    }

    @Override
    public boolean accepts(AccessToken token, CloudCall call) {
        return switch (http.send(CloudRequest.read(own(token)), token, cookies, call)) {
            case RequestResult.Value _, RequestResult.Done _ -> true;
            case RequestResult.TokenRefused _ -> false;
            case RequestResult.Failed(CloudProblem problem) -> throw new CloudException(problem);
        };
    }

    @Override
    public AccessToken login(boolean hasty, CloudCall call) {
        String body = Wire.MAPPER
                .createObjectNode()
                .put("email", credentials.email())
                .put("password", credentials.passwordSha1())
                .toString();
        return switch (http.send(CloudRequest.login(body), null, cookies, call)) {
            case RequestResult.Value(byte[] json, Instant _) -> token(json, hasty);
            case RequestResult.Done _ -> throw Wire.unreadable("the login gave no token");
            case RequestResult.TokenRefused refused -> throw new CloudException(refused.problem());
            case RequestResult.Failed(CloudProblem.WrongCredentials problem) ->
                throw new CloudException(new CloudProblem.WrongCredentials(problem.message() + credentials.hint()));
            case RequestResult.Failed(CloudProblem problem) -> throw new CloudException(problem);
        };
    }

    private AccessToken token(byte[] answer, boolean hasty) {
        JsonNode json = JsonReader.tree(answer);
        if (json == null) {
            throw Wire.unreadable("the login gave no token");
        }
        String value = Wire.raw(json, "id");
        UserId user = Wire.id(json, "userId", UserId::new);
        if (value == null || user == null || !value.matches("[\\x21-\\x7E]{1,4096}")) {
            throw Wire.unreadable("the login gave no token");
        }
        double seconds = Wire.number(json, "ttl").orElse(USUAL_LIFE);
        Duration life = Duration.ofSeconds(Math.clamp((long) seconds, SHORTEST_LIFE, LONGEST_LIFE));
        return new AccessToken(value, user, clock.instant(), life, hasty);
    }

    @Override
    public void logout(AccessToken token) {
        try {
            http.threads().execute(() -> logoutNow(token));
        } catch (RejectedExecutionException _) {
            LOG.debug("{}: closed before a token was logged out", label);
        }
    }

    void logoutNow(AccessToken token) {
        try (CloudCall call = CloudCall.within(LONGEST_LOGOUT)) {
            RequestResult result = http.send(CloudRequest.command("/users/logout", null), token, cookies, call);
            LOG.debug("{}: logged out: {}", label, result instanceof RequestResult.Done);
        } catch (CloudException e) {
            LOG.debug("{}: not logged out: {}", label, e.getMessage());
        }
    }

    /** Stops everything that is under way, and lets nothing start any more. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            calls.forEach(call -> call.stop(CLOSED));
        }
    }
}
