package io.crownstone2mqtt.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.Retained;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.UsualOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bridge with a broker and a cloud made of values: given a home, when something happens, then what is published. */
final class Scenario {
    static final AccountId ACCOUNT = new AccountId(1);
    private static final String BASE = "crownstone2mqtt/";

    private final BridgeOptions options;
    private final Bridge bridge;
    private final TopicScheme topics;
    private final TreeMap<String, String> retained = new TreeMap<>();
    private final List<Message> published = new ArrayList<>();
    private final List<Effect> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<Effect.Subscribe> subscriptions = new ArrayList<>();
    private BridgeState state;
    private Duration uptime = Duration.ofMinutes(1);
    private Optional<Duration> deadline = Optional.empty();
    private Home home;
    private UserId self = Homes.ADA;
    private boolean brokerUp;

    Scenario(Home home, MirrorOptions mirror, int accounts) {
        this(home, UsualOptions.of(mirror, accounts));
    }

    Scenario(Home home, BridgeOptions options) {
        this.home = home;
        this.options = options;
        this.bridge = new Bridge(options);
        this.topics = new TopicScheme(options.mirror());
        this.state = BridgeState.initial(options);
    }

    /** A bridge that mirrors the home, with nothing left to do or to look at. */
    static Scenario running(Home home) {
        return running(home, MirrorOptions.defaults());
    }

    static Scenario running(Home home, MirrorOptions mirror) {
        Scenario scenario = new Scenario(home, mirror, 1);
        scenario.brokerUp().streamStarted().answerFetches();
        scenario.forget();
        return scenario;
    }

    /** The account belongs to somebody else than Ada. */
    Scenario as(UserId user) {
        self = user;
        return this;
    }

    Scenario step(Input input) {
        return step(input, Duration.ZERO);
    }

    /** @param waited how long the input has waited for its step */
    private Scenario step(Input input, Duration waited) {
        StepTime now = new StepTime(Homes.SUNDAY.plus(uptime), uptime, uptime.minus(waited), 0.5);
        Bridge.Step step = bridge.step(state, now, input);
        state = step.state();
        deadline = step.nextDeadline();
        step.effects().forEach(this::run);
        return this;
    }

    private void run(Effect effect) {
        switch (effect) {
            case Effect.Publish(Message message) -> publish(message);
            case Effect.Say(Effect.Level _, String line) -> said.add(line);
            case Effect.Subscribe subscription -> subscriptions.add(subscription);
            case Effect.Unsubscribe _ -> {}
            case Effect.Fetch _, Effect.Switch _, Effect.ReconnectStream _ -> asked.add(effect);
            case Effect.GiveUp _, Effect.SetLogLevel _, Effect.Restart _ -> asked.add(effect);
        }
    }

    private void publish(Message message) {
        assertThat(brokerUp).as("publishing while the broker is down").isTrue();
        published.add(message);
        if (message.retained() && message.payload().isEmpty()) {
            retained.remove(message.topic());
        } else if (message.retained()) {
            retained.put(message.topic(), message.payload());
        }
    }

    /** The broker comes up and tells what it holds. */
    Scenario brokerUp() {
        brokerUp = true;
        step(new Input.BrokerUp());
        Map.copyOf(retained).forEach((topic, payload) -> step(message(topic, payload, true)));
        step(message(topics.surveyMark(), "x", false));
        return advance(Duration.ofMillis(300));
    }

    /** The broker comes up, and has shown nothing yet. */
    Scenario connect() {
        brokerUp = true;
        subscriptions.clear();
        return step(new Input.BrokerUp());
    }

    /** Of each subscription the broker shows as many messages as its queue takes, and drops the rest without a word. */
    Scenario showSubscribed(int queue) {
        while (!subscriptions.isEmpty()) {
            Pattern filters = Pattern.compile(subscriptions.removeFirst().filters().stream()
                    .map(filter -> Pattern.quote(filter).replace("+", "\\E[^/]+\\Q"))
                    .collect(Collectors.joining("|")));
            Map<String, String> held = new TreeMap<>(retained);
            held.keySet().removeIf(topic -> !filters.matcher(topic).matches());
            held.entrySet().stream().limit(queue).forEach(each -> step(message(each.getKey(), each.getValue(), true)));
            step(message(topics.surveyMark(), "x", false));
            advance(Duration.ofMillis(300));
        }
        return this;
    }

    Scenario brokerDown() {
        brokerUp = false;
        return step(new Input.BrokerDown("the broker is gone", false));
    }

    boolean isBrokerUp() {
        return brokerUp;
    }

    /** The broker comes up, and has not yet told all that it holds. */
    Scenario connectWithoutMark() {
        brokerUp = true;
        step(new Input.BrokerUp());
        Map.copyOf(retained).forEach((topic, payload) -> step(message(topic, payload, true)));
        return this;
    }

    Scenario wipeBroker() {
        retained.clear();
        return this;
    }

    Scenario left(String topic, String payload) {
        retained.put(topic, payload);
        return this;
    }

    Scenario streamStarted() {
        return step(new Input.StreamStarted(ACCOUNT));
    }

    Scenario streamLost() {
        return step(new Input.StreamLost(
                ACCOUNT, new CloudProblem.Unavailable("the event stream ended"), Duration.ofSeconds(2)));
    }

    Scenario hear(HomeEvent event) {
        return step(new Input.EventReceived(ACCOUNT, event));
    }

    Scenario receive(String topic, String payload) {
        return step(message(topic, payload, false));
    }

    /** A message that has waited for so long until it is handled. */
    Scenario receiveLate(String topic, String payload, Duration waited) {
        return step(message(topic, payload, false), waited);
    }

    Scenario set(String where, String payload) {
        return receive(BASE + where, payload).advance(Duration.ofMillis(20));
    }

    private static Input.BrokerMessage message(String topic, String payload, boolean retained) {
        return new Input.BrokerMessage(topic, payload.getBytes(StandardCharsets.UTF_8), retained);
    }

    /** Lets time pass, stopping at every deadline on the way. */
    Scenario advance(Duration duration) {
        Duration end = uptime.plus(duration);
        while (deadline.isPresent() && deadline.get().compareTo(end) <= 0) {
            uptime = deadline.get().compareTo(uptime) > 0 ? deadline.get() : uptime.plusMillis(1);
            step(new Input.Tick());
        }
        uptime = end;
        return step(new Input.Tick());
    }

    /** What the cloud knows from now on; the bridge hears of it when it asks. */
    Scenario cloudHas(Home newHome) {
        home = newHome;
        return this;
    }

    /** Answers whatever was asked with what the cloud knows. */
    Scenario answerFetches() {
        for (Effect effect : asked()) {
            if (effect instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
                step(new CloudOfValues(self, home).answer(account, scope));
            } else {
                asked.add(effect);
            }
        }
        return this;
    }

    /** Answers what was asked of that kind, and leaves all else without an answer. */
    Scenario answerOnly(Class<? extends FetchScope> kind) {
        for (Effect effect : asked()) {
            if (effect instanceof Effect.Fetch(AccountId account, FetchScope scope) && kind.isInstance(scope)) {
                step(new CloudOfValues(self, home).answer(account, scope));
            }
        }
        return this;
    }

    Scenario failFetches(CloudProblem problem) {
        for (Effect effect : asked()) {
            if (effect instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
                step(new Input.FetchFailed(account, scope, problem));
            }
        }
        return this;
    }

    Scenario answerSwitch(@Nullable CloudProblem problem) {
        for (Effect effect : asked()) {
            if (effect instanceof Effect.Switch sent) {
                step(new Input.SwitchAnswered(sent.batch(), problem));
            } else {
                asked.add(effect);
            }
        }
        return this;
    }

    /** What the bridge asked the cloud, since last asked. */
    List<Effect> asked() {
        List<Effect> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /** How many effects of that kind wait for an answer. */
    int asked(Class<? extends Effect> kind) {
        return (int) asked.stream().filter(kind::isInstance).count();
    }

    List<Effect.Switch> switches() {
        return asked.stream()
                .flatMap(effect ->
                        effect instanceof Effect.Switch sent ? Stream.of(sent) : Stream.<Effect.Switch>empty())
                .toList();
    }

    /** What was published since the last look, without the base topic; {@code topic payload}. */
    List<String> published() {
        List<String> lines = published.stream()
                .map(message -> (message.topic() + " " + message.payload()).replaceFirst("^" + BASE, ""))
                .toList();
        published.clear();
        return lines;
    }

    /** All that was published since the last look. */
    List<Message> messages() {
        List<Message> messages = List.copyOf(published);
        published.clear();
        return messages;
    }

    /** The results published since the last look, as {@code status}. */
    List<String> results() {
        List<String> lines = published.stream()
                .filter(message -> message.topic().endsWith("/result"))
                .map(message -> message.payload().replaceFirst(".*\"status\":\"([a-z]+)\".*", "$1"))
                .toList();
        published.clear();
        return lines;
    }

    List<String> said() {
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }

    void forget() {
        List.of(published, said, asked).forEach(List::clear);
    }

    @Nullable
    String retained(String topic) {
        return retained.get(BASE + topic);
    }

    Map<String, String> broker() {
        return Map.copyOf(retained);
    }

    /** Whether the broker was told everything: not while it is asked what it holds, nor between two device messages. */
    boolean isSettled() {
        return state.broker() instanceof BrokerState.Up up
                && up.later().isEmpty()
                && state.announced().isPresent();
    }

    /** What the broker should hold for what the bridge knows. */
    Map<String, String> expected() {
        return rendered(state.home());
    }

    /** What the broker should hold for what the cloud knows. */
    Map<String, String> expectedOfCloud() {
        return rendered(home);
    }

    private Map<String, String> rendered(Home shown) {
        Map<String, String> expected = new TreeMap<>();
        state.announced().ifPresent(_ -> {
            var fresh = new MirrorRenderer(options.mirror())
                    .render(new MirrorSource(
                            shown,
                            state.online(),
                            new MirrorSource.BridgeInfo(
                                    options.addresses().started(),
                                    options.addresses().cloud(),
                                    options.addresses().broker(),
                                    state.lastSync(),
                                    state.monitor())));
            for (Retained each : fresh.inOrder()) {
                expected.put(each.topic(), each.payload());
            }
        });
        return expected;
    }
}
