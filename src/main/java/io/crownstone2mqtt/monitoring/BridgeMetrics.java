package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.CommandNews;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepObserver;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.mirror.CommandResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts and times what the loop does. Every series there can be exists from the start, so that none is missing at 0. */
public final class BridgeMetrics implements StepObserver {
    private static final Duration[] QUICK = Stream.of(
                    100, 250, 500, 1000, 2500, 5000, 10_000, 50_000, 250_000, 1_000_000)
            .map(micros -> Duration.ofNanos(micros * 1000L))
            .toArray(Duration[]::new);
    private static final Duration[] SLOW = Stream.of(10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 20_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** A histogram for each kind of input. */
    private record ByInput(Timer event, Timer message, Timer other) {
        static ByInput of(MeterRegistry registry, String name, String what) {
            return new ByInput(
                    timer(registry, name, what, "event"),
                    timer(registry, name, what, "message"),
                    timer(registry, name, what, "other"));
        }

        private static Timer timer(MeterRegistry registry, String name, String what, String input) {
            return Timer.builder("crownstone2mqtt." + name)
                    .description(what)
                    .tag("input", input)
                    .serviceLevelObjectives(QUICK)
                    .register(registry);
        }

        Timer of(Input input) {
            return input instanceof Input.EventReceived
                    ? event
                    : input instanceof Input.BrokerMessage ? message : other;
        }
    }

    private final Ages ages;
    private final Map<Class<?>, Counter> events;
    private final Map<Class<?>, Counter> streamFailures;
    private final Map<CommandResult.Status, Counter> results;
    private final Counter brokerConnections;
    private final Counter streamConnections;
    private final Counter brokerUnavailable;
    private final Counter brokerRejected;
    private final Counter retained;
    private final Counter passing;
    private final Counter dropped;
    private final ByInput steps;
    private final ByInput acknowledgements;
    private final Timer sent;
    private final Timer accepted;
    private final Timer confirmed;

    BridgeMetrics(MeterRegistry registry, Ages ages) {
        this.ages = ages;
        events = counters(
                permitted(HomeEvent.class),
                type -> counter(registry, "events", "Events of the cloud, by type", "type", snake(type)));
        streamFailures = counters(permitted(CloudProblem.class), type -> failures(registry, "stream", snake(type)));
        results = counters(
                List.of(CommandResult.Status.values()),
                status ->
                        counter(registry, "command.results", "Results published of commands", "result", lower(status)));
        brokerUnavailable = failures(registry, "broker", "unavailable");
        brokerRejected = failures(registry, "broker", "rejected");
        brokerConnections = connections(registry, "broker");
        streamConnections = connections(registry, "stream");
        retained = counter(registry, "publications", "Messages handed to the broker's link", "retained", "true");
        passing = counter(registry, "publications", "Messages handed to the broker's link", "retained", "false");
        dropped = Counter.builder("crownstone2mqtt.events.dropped")
                .description("How often events were dropped because too many waited")
                .register(registry);
        steps = ByInput.of(registry, "step", "From an input taken from the inbox to its messages handed on");
        acknowledgements = ByInput.of(
                registry,
                "acknowledgement",
                "From an input put into the inbox to the broker's acknowledgement of each message about it");
        sent = stage(registry, "sent");
        accepted = stage(registry, "accepted");
        confirmed = stage(registry, "confirmed");
    }

    private static Class<?>[] permitted(Class<?> type) {
        return type.getPermittedSubclasses();
    }

    private static Map<Class<?>, Counter> counters(Class<?>[] types, Function<Class<?>, Counter> counter) {
        return Arrays.stream(types).collect(Collectors.toUnmodifiableMap(type -> type, counter));
    }

    private static <K> Map<K, Counter> counters(Collection<K> keys, Function<K, Counter> counter) {
        return keys.stream().collect(Collectors.toUnmodifiableMap(key -> key, counter));
    }

    private static Counter counter(MeterRegistry registry, String name, String what, String... tags) {
        return Counter.builder("crownstone2mqtt." + name)
                .description(what)
                .tags(tags)
                .register(registry);
    }

    private static Counter failures(MeterRegistry registry, String link, String cause) {
        return counter(
                registry,
                "connection.failures",
                "Connections that were lost or could not be made, each attempt",
                "link",
                link,
                "cause",
                cause);
    }

    private static Counter connections(MeterRegistry registry, String link) {
        return counter(registry, "connections", "Connections made; all but the first are reconnects", "link", link);
    }

    private static Timer stage(MeterRegistry registry, String stage) {
        return Timer.builder("crownstone2mqtt.command")
                .description("From a command to its request sent, to the cloud's answer, to the reported state")
                .tag("stage", stage)
                .serviceLevelObjectives(SLOW)
                .register(registry);
    }

    private static String snake(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The broker has acknowledged a message, that long after what it is about; from any thread. */
    public void acknowledged(Input cause, Duration after) {
        acknowledgements.of(cause).record(after);
    }

    @Override
    public void stepped(Input input, Bridge.Step step, long nanos) {
        count(input);
        steps.of(input).record(Duration.ofNanos(nanos));
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Publish(var message)) {
                (message.retained() ? retained : passing).increment();
            }
        }
        step.commands().forEach(this::count);
    }

    private void count(Input input) {
        switch (input) {
            case Input.EventReceived(AccountId _, HomeEvent event) -> increment(events, event);
            case Input.StreamStarted(AccountId account) -> {
                streamConnections.increment();
                ages.streamBegan(account);
            }
            case Input.StreamLost(AccountId account, CloudProblem problem, Duration _) -> {
                increment(streamFailures, problem);
                ages.streamEnded(account);
            }
            case Input.SnapshotReceived received -> ages.snapshotTaken(received.account());
            case Input.BrokerUp _ -> brokerConnections.increment();
            case Input.BrokerDown down -> (down.rejected() ? brokerRejected : brokerUnavailable).increment();
            case Input.EventsDropped _ -> dropped.increment();
            case Input.Tick _,
                    Input.BrokerMessage _,
                    Input.SphereReceived _,
                    Input.StatesReceived _,
                    Input.PresenceReceived _,
                    Input.EnergyPermissionReceived _,
                    Input.EnergyReceived _,
                    Input.FetchFailed _,
                    Input.EffectFailed _,
                    Input.MessagesDropped _,
                    Input.MessageRefused _,
                    Input.SwitchAnswered _ -> {}
        }
    }

    private static void increment(Map<Class<?>, Counter> counters, Object what) {
        Counter counter = counters.get(what.getClass());
        if (counter != null) {
            counter.increment();
        }
    }

    private void count(CommandNews news) {
        switch (news) {
            case CommandNews.HandedOver(Duration latency) -> sent.record(latency);
            case CommandNews.Published published -> {
                CommandResult result = published.result();
                Counter counter = results.get(result.status());
                if (counter != null) {
                    counter.increment();
                }
                if (result.status() == CommandResult.Status.ACCEPTED) {
                    accepted.record(result.latency());
                } else if (result.status() == CommandResult.Status.CONFIRMED) {
                    confirmed.record(result.latency());
                }
            }
        }
    }
}
