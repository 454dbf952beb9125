package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong in the simulated cloud. Everything can be switched at any time and from any thread. */
public final class Faults {
    private record Rule(String pathPart, Failure failure, AtomicInteger left) {
        boolean takes(String path) {
            return path.toLowerCase(Locale.ROOT).contains(pathPart.toLowerCase(Locale.ROOT))
                    && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        }
    }

    private final CloudClock clock;
    private final Tokens tokens;
    private final StreamFaults stream;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Clearing clearing = new Clearing();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean refusesLogins;

    Faults(CloudClock clock, Tokens tokens, StreamFaults stream) {
        this.clock = clock;
        this.tokens = tokens;
        this.stream = stream;
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

    /** Logins fail as with a wrong password. */
    public void refuseLogins(boolean refuse) {
        refusesLogins = refuse;
    }

    /** All tokens that were given out expire now. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Sets the cloud's clock ahead of the true time, or behind it; tokens expire by the cloud's clock. */
    public void clockSkew(Duration ahead) {
        clock.skew(ahead);
    }

    /** Ends all faults of the REST side and of the stream but the skew of the clock; expired tokens stay expired. */
    public void clear() {
        rules.clear();
        latency = Duration.ZERO;
        refusesLogins = false;
        stream.clear();
        clearing.clear();
    }

    Duration latency() {
        return latency;
    }

    boolean refusesLogins() {
        return refusesLogins;
    }

    Optional<Failure> failureFor(String path) {
        return rules.stream().filter(rule -> rule.takes(path)).findFirst().map(Rule::failure);
    }

    Clearing clearing() {
        return clearing;
    }
}
