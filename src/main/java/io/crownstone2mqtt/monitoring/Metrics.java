package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.BridgeState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Everything that {@code /metrics} shows; docs/metrics.md says what each is. Accounts are numbers. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Ages ages;
    private final Sources sources;
    private final BridgeMetrics bridge;

    /**
     * Values that are read at each request.
     *
     * @param inboxDepth how many inputs wait
     * @param linesDropped log lines that nobody read in time
     * @param logins by account, since when its login is used
     */
    public record Sources(
            String version,
            HealthWatch health,
            IntSupplier inboxDepth,
            LongSupplier linesDropped,
            Map<AccountId, Supplier<Optional<Instant>>> logins) {
        public Sources {
            logins = Map.copyOf(logins);
        }
    }

    public Metrics(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.ages = new Ages(clock);
        this.bridge = new BridgeMetrics(registry, ages);
        new JvmMemoryMetrics().bindTo(registry);
        Gauge.builder("crownstone2mqtt.build", () -> 1)
                .description("Always 1; the label names the version")
                .tag("version", sources.version())
                .register(registry);
        gauge(
                "ready",
                "1 if the bridge is healthy, as /readyz says",
                () -> truth(sources.health().report().ready()));
        gauge(
                "inbox.depth",
                "Inputs that wait for the loop",
                () -> sources.inboxDepth().getAsInt());
        FunctionCounter.builder("crownstone2mqtt.log.lines.dropped", sources.linesDropped(), LongSupplier::getAsLong)
                .description("Log lines that nobody read in time")
                .register(registry);
        ofState("retained.topics", "Retained topics that the broker holds of this bridge", BridgeState::retainedTopics);
        ofState("spheres", "Spheres that are mirrored", state -> state.health().spheres());
        ofState(
                "crownstones",
                "Crownstones that are mirrored",
                state -> state.health().crownstones());
        Gauge.builder(
                        "crownstone2mqtt.connected",
                        () -> truth(state().health().broker().isWorking()))
                .description("1 while the connection is up")
                .tags("link", "broker", "account", "")
                .register(registry);
        sources.logins().keySet().forEach(this::account);
    }

    private void account(AccountId account) {
        String number = Integer.toString(account.number());
        Gauge.builder("crownstone2mqtt.connected", () -> truth(isStreaming(account)))
                .description("1 while the connection is up")
                .tags("link", "stream", "account", number)
                .register(registry);
        age("picture.age", "Since the last snapshot of the account", number, () -> ages.ofSnapshot(account));
        age("stream.age", "Since the account's event stream began", number, () -> ages.ofStream(account));
        age("token.age", "Since the account's login", number, () -> ages.since(login(account)));
    }

    private @Nullable Instant login(AccountId account) {
        Supplier<Optional<Instant>> login = sources.logins().get(account);
        return login == null ? null : login.get().orElse(null);
    }

    private boolean isStreaming(AccountId account) {
        return state().health().accounts().stream()
                .anyMatch(each -> each.id().equals(account) && each.events().isWorking());
    }

    private BridgeState state() {
        return sources.health().state();
    }

    private static int truth(boolean value) {
        return value ? 1 : 0;
    }

    private void ofState(String name, String what, ToDoubleFunction<BridgeState> value) {
        gauge(name, what, () -> value.applyAsDouble(state()));
    }

    private void gauge(String name, String what, Supplier<Number> value) {
        Gauge.builder("crownstone2mqtt." + name, value).description(what).register(registry);
    }

    private void age(String name, String what, String account, Supplier<Number> seconds) {
        Gauge.builder("crownstone2mqtt." + name, seconds)
                .description(what)
                .baseUnit("seconds")
                .tag("account", account)
                .register(registry);
    }

    /** What is to see the loop's steps, and hear of acknowledgements. */
    public BridgeMetrics ofBridge() {
        return bridge;
    }

    /** All of it, in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }
}
