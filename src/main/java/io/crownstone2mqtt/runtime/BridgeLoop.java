package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepObserver;
import io.crownstone2mqtt.bridge.StepTime;
import io.crownstone2mqtt.home.CloudProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps the bridge: one input after the other, on one thread, which alone knows the state. */
public final class BridgeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeLoop.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(1);
    private static final String BUG = "a bug in crownstone2mqtt, please report it with its log";
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Bridge bridge;
    private final Inbox inbox;
    private final EffectRunner effects;
    private final StepObserver observer;
    private final InstantSource clock;
    private final long start = System.nanoTime();
    private final Thread thread;
    private BridgeState state;

    /**
     * Does not start yet.
     *
     * @param observer sees every step; must return at once
     */
    public BridgeLoop(
            Bridge bridge,
            BridgeState initial,
            Inbox inbox,
            EffectRunner effects,
            StepObserver observer,
            InstantSource clock) {
        this.bridge = bridge;
        this.state = initial;
        this.inbox = inbox;
        this.effects = effects;
        this.observer = observer;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("bridge-loop").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Lets the step that is under way end; what waits in the inbox is left there. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(STOPPING)) {
                LOG.warn("the bridge's loop does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Optional<Duration> deadline = Optional.empty();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                ReceivedInput arrival =
                        inbox.poll(patience(deadline)).orElseGet(() -> ReceivedInput.now(new Input.Tick()));
                deadline = step(arrival);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A step that fails is a bug: it is reported with its input, the state stays as it was, and nobody waits for what was lost. */
    private Optional<Duration> step(ReceivedInput arrival) {
        Input input = arrival.input();
        try {
            return take(arrival);
        } catch (RuntimeException bug) {
            LOG.error("a bug in crownstone2mqtt at {}: please report it; going on without that input", input, bug);
            instead(input).ifPresent(inbox::put);
            return Optional.of(uptime().plus(AFTER_A_BUG));
        }
    }

    private Optional<Duration> take(ReceivedInput arrival) {
        long begin = System.nanoTime();
        Bridge.Step step = bridge.step(state, now(arrival), arrival.input());
        state = step.state();
        step.effects().forEach(effect -> run(effect, arrival));
        observer.stepped(arrival.input(), step, System.nanoTime() - begin);
        return step.nextDeadline();
    }

    /** One that fails does not keep the others from running, and the bridge learns of it. */
    private void run(Effect effect, ReceivedInput cause) {
        try {
            effects.run(effect, cause);
        } catch (RuntimeException bug) {
            LOG.error("a bug in crownstone2mqtt at {}: please report it; going on without it", effect, bug);
            inbox.put(new Input.EffectFailed(effect, BUG));
        }
    }

    /** What an answer that could not be handled counts as. */
    private static Optional<Input> instead(Input input) {
        CloudProblem problem = new CloudProblem.Unavailable(BUG);
        return switch (input) {
            case Input.FetchFailed _ -> Optional.empty(); // it is given up after a while
            case Input.Answer answer -> Optional.of(new Input.FetchFailed(answer.account(), answer.scope(), problem));
            case Input.SwitchAnswered answered
            when answered.problem() == null -> Optional.of(new Input.SwitchAnswered(answered.batch(), problem));
            case Input.EventReceived _, Input.StreamStarted _ -> Optional.of(new Input.EventsDropped());
            case Input.Tick _,
                    Input.MessagesDropped _,
                    Input.MessageRefused _,
                    Input.BrokerUp _,
                    Input.BrokerDown _,
                    Input.BrokerMessage _,
                    Input.StreamLost _,
                    Input.EventsDropped _,
                    Input.SwitchAnswered _,
                    Input.EffectFailed _ -> Optional.empty();
        };
    }

    private Duration patience(Optional<Duration> deadline) {
        Duration wait = deadline.map(at -> at.minus(uptime())).orElse(LONGEST_WAIT);
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private StepTime now(ReceivedInput arrival) {
        Duration arrived = Duration.ofNanos(arrival.at() - start);
        return new StepTime(
                clock.instant(), uptime(), arrived, ThreadLocalRandom.current().nextDouble());
    }

    private Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
