package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What goes wrong in the simulated cloud. Everything can be switched at any time and from any thread. */
public final class CloudFaults {
    private record Rule(String pathPart, Failure failure, AtomicInteger left) {
        boolean takes(String path) {
            return path.toLowerCase(Locale.ROOT).contains(pathPart.toLowerCase(Locale.ROOT))
                    && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        }
    }

    private final SimulatedHome home;
    private final AccessTokens tokens;
    private final StreamFaults stream = new StreamFaults();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<String, Failure> including = new ConcurrentHashMap<>();
    private final AtomicReference<CountDownLatch> nextClear = new AtomicReference<>(new CountDownLatch(1));
    private final Set<String> unknownRelations = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean refusesLogins;

    CloudFaults(SimulatedHome home, AccessTokens tokens) {
        this.home = home;
        this.tokens = tokens;
    }

    /** What goes wrong on the event stream. */
    public StreamFaults stream() {
        return stream;
    }

    /** Every request is answered that much later; those that wait when the faults are cleared are answered at once. */
    public void latency(Duration duration) {
        latency = duration;
    }

    /** The next request whose path contains the text, in any case of letters, fails. Rules are tried in their order. */
    public void failNext(String pathPart, Failure failure) {
        failNext(1, pathPart, failure);
    }

    public void failNext(int times, String pathPart, Failure failure) {
        rules.add(new Rule(pathPart, failure, new AtomicInteger(times)));
    }

    /** Every request whose path contains the text fails until {@link #clear()}; "" is every path. */
    public void failAll(String pathPart, Failure failure) {
        failNext(Integer.MAX_VALUE, pathPart, failure);
    }

    /** Every request that includes that relation of spheres fails until {@link #clear()}; the same without it does not. */
    public void failIncluding(String relation, Failure failure) {
        including.put(relation, failure);
    }

    /** Logins fail as with a wrong password. */
    public void refuseLogins(boolean refuse) {
        refusesLogins = refuse;
    }

    /** The cloud does not know that relation of a sphere, such as scenes: neither to include nor to read by itself. */
    public void forgetRelation(String relation) {
        unknownRelations.add(relation);
    }

    /** All tokens that were given out expire now. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Sets the cloud's clock ahead of the true time, or behind it; tokens expire by the cloud's clock. */
    public void clockSkew(Duration ahead) {
        home.clockSkew(ahead);
    }

    /** Ends all faults of the REST side and of the stream but the skew of the clock; expired tokens stay expired. */
    public void clear() {
        rules.clear();
        including.clear();
        latency = Duration.ZERO;
        refusesLogins = false;
        unknownRelations.clear();
        stream.clear();
        nextClear.getAndSet(new CountDownLatch(1)).countDown();
    }

    Duration latency() {
        return latency;
    }

    boolean refusesLogins() {
        return refusesLogins;
    }

    boolean isUnknown(String relation) {
        return unknownRelations.contains(relation);
    }

    Optional<Failure> failureFor(RestRequest request) {
        String filter = request.parametersButToken().getOrDefault("filter", "");
        return including.entrySet().stream()
                .filter(entry -> filter.contains('"' + entry.getKey() + '"'))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> rules.stream()
                        .filter(rule -> rule.takes(request.path()))
                        .findFirst()
                        .map(Rule::failure));
    }

    /** Counts down when the faults are cleared. Taken before they are looked at, it does not miss their end. */
    CountDownLatch nextClear() {
        return nextClear.get();
    }
}
