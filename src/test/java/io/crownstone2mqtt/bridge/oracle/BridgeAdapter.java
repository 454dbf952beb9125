package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.FetchScope;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepTime;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.UsualOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bridge under test: the one place that names its types. */
final class BridgeAdapter {
    /** What the bridge does to the world. Nothing of it may step the bridge before it returns. */
    interface Outside {
        void publish(String topic, String payload, boolean retained);

        void subscribe(List<String> filters);

        void unsubscribe(List<String> filters);

        void fetch(int account, Question question);

        void send(int account, long batch, SphereId sphere, Map<CrownstoneId, SwitchCommand> commands);

        void reconnectStream(int account);

        void giveUp(String reason);

        void say(String line);
    }

    private static final Set<SpherePart> SCENES_AND_HUBS = Set.of(SpherePart.SCENES, SpherePart.HUBS);

    private final Bridge bridge;
    private final Outside outside;
    private final Instant start;
    private BridgeState state;
    private Optional<Duration> deadline = Optional.empty();

    BridgeAdapter(Options options, Instant start, Outside outside) {
        BridgeOptions all = UsualOptions.of(mirror(options), options.accounts());
        this.bridge = new Bridge(all);
        this.state = BridgeState.initial(all);
        this.start = start;
        this.outside = outside;
    }

    private static MirrorOptions mirror(Options options) {
        return MirrorOptions.defaults()
                .with(new MirrorOptions.TopicOptions(Options.BASE, options.topicsById()))
                .with(new MirrorOptions.DiscoveryOptions(
                        true, Options.PREFIX, options.deviceFormat(), options.nonDimmableAsLight()))
                .with(new MirrorOptions.PeopleOptions(options.presence(), options.peopleByName()));
    }

    /** When the bridge wants to be woken, in milliseconds. */
    Optional<Long> deadline() {
        return deadline.map(at -> (at.toNanos() + 999_999) / 1_000_000);
    }

    void tick(Time time) {
        step(time, new Input.Tick());
    }

    void brokerUp(Time time) {
        step(time, new Input.BrokerUp());
    }

    void brokerDown(Time time) {
        step(time, new Input.BrokerDown("the broker is gone", false));
    }

    void message(Time time, String topic, String payload, boolean retained) {
        step(time, new Input.BrokerMessage(topic, payload.getBytes(StandardCharsets.UTF_8), retained));
    }

    void streamStarted(Time time, int account) {
        step(time, new Input.StreamStarted(new AccountId(account)));
    }

    void streamLost(Time time, int account, CloudProblem problem, long retryIn) {
        step(time, new Input.StreamLost(new AccountId(account), problem, Duration.ofMillis(retryIn)));
    }

    void event(Time time, int account, HomeEvent event) {
        step(time, new Input.EventReceived(new AccountId(account), event));
    }

    /** @param lacking the spheres of which neither scenes nor hubs could be read */
    void everything(Time time, int account, UserId self, Home home, Set<SphereId> lacking) {
        Home answer = home;
        Map<SphereId, Set<SpherePart>> missing = new HashMap<>();
        for (SphereId each : lacking) {
            answer = answer.change(each, BridgeAdapter::withoutScenesAndHubs);
            missing.put(each, SCENES_AND_HUBS);
        }
        step(time, new Input.SnapshotReceived(new AccountId(account), self, answer, missing));
    }

    void sphere(Time time, int account, Sphere sphere, boolean lacking) {
        step(
                time,
                lacking
                        ? new Input.SphereReceived(
                                new AccountId(account), withoutScenesAndHubs(sphere), SCENES_AND_HUBS)
                        : new Input.SphereReceived(new AccountId(account), sphere));
    }

    private static Sphere withoutScenesAndHubs(Sphere sphere) {
        return sphere.withScenes(PersistentMap.empty()).withHubs(PersistentMap.empty());
    }

    void states(Time time, int account, SphereId sphere, Map<CrownstoneId, SwitchState> states) {
        step(time, new Input.StatesReceived(new AccountId(account), sphere, states));
    }

    void people(Time time, int account, SphereId sphere, Presence presence) {
        step(time, new Input.PresenceReceived(new AccountId(account), sphere, presence));
    }

    void failed(Time time, int account, Question question, CloudProblem problem) {
        step(time, new Input.FetchFailed(new AccountId(account), scope(question), problem));
    }

    void switchAnswered(Time time, long batch, @Nullable CloudProblem problem) {
        step(time, new Input.SwitchAnswered(batch, problem));
    }

    /**
     * When a step happens.
     *
     * @param arrived when its input came, at the latest now
     * @param random 0 to below 1
     */
    record Time(long now, long arrived, double random) {}

    private void step(Time time, Input input) {
        Bridge.Step step;
        try {
            step = bridge.step(
                    state,
                    new StepTime(
                            start.plusMillis(time.now()),
                            Duration.ofMillis(time.now()),
                            Duration.ofMillis(time.arrived()),
                            time.random()),
                    input);
        } catch (RuntimeException fault) {
            throw new Violation("a step throws", fault);
        }
        state = step.state();
        deadline = step.nextDeadline();
        step.effects().forEach(this::run);
    }

    private void run(Effect effect) {
        switch (effect) {
            case Effect.Publish(Message message) ->
                outside.publish(message.topic(), message.payload(), message.retained());
            case Effect.Subscribe(List<String> filters, int _) -> outside.subscribe(filters);
            case Effect.Unsubscribe(List<String> filters) -> outside.unsubscribe(filters);
            case Effect.Fetch(AccountId account, FetchScope scope) -> outside.fetch(account.number(), question(scope));
            case Effect.Switch sent ->
                outside.send(sent.account().number(), sent.batch(), sent.sphere(), sent.commands());
            case Effect.ReconnectStream(AccountId account) -> outside.reconnectStream(account.number());
            case Effect.GiveUp(String reason) -> outside.giveUp(reason);
            case Effect.Say(Effect.Level _, String line) -> outside.say(line);
            case Effect.SetLogLevel _, Effect.Restart _ -> throw new Violation("not asked for", effect.toString());
        }
    }

    private static Question question(FetchScope scope) {
        return switch (scope) {
            case FetchScope.Everything _ -> new Question(Question.Kind.EVERYTHING, null);
            case FetchScope.OneSphere(SphereId sphere) -> new Question(Question.Kind.SPHERE, sphere);
            case FetchScope.States(SphereId sphere) -> new Question(Question.Kind.STATES, sphere);
            case FetchScope.Whereabouts(SphereId sphere) -> new Question(Question.Kind.PEOPLE, sphere);
            case FetchScope.EnergyPermission _, FetchScope.Meters _ ->
                throw new Violation("not asked for", scope.toString());
        };
    }

    private static FetchScope scope(Question question) {
        return switch (question.kind()) {
            case EVERYTHING -> new FetchScope.Everything();
            case SPHERE -> new FetchScope.OneSphere(Objects.requireNonNull(question.sphere()));
            case STATES -> new FetchScope.States(Objects.requireNonNull(question.sphere()));
            case PEOPLE -> new FetchScope.Whereabouts(Objects.requireNonNull(question.sphere()));
        };
    }
}
