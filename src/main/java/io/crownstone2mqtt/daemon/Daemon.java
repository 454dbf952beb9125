package io.crownstone2mqtt.daemon;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.LogLevel;
import io.crownstone2mqtt.bridge.StepObserver;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.mirror.BridgeRequest;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.HealthReport;
import io.crownstone2mqtt.monitoring.HealthWatch;
import io.crownstone2mqtt.monitoring.SocketPlaces;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.monitoring.http.HttpEndpoint;
import io.crownstone2mqtt.mqtt.BrokerLink;
import io.crownstone2mqtt.mqtt.BrokerListener;
import io.crownstone2mqtt.mqtt.BrokerProblem;
import io.crownstone2mqtt.mqtt.PahoBrokerLink;
import io.crownstone2mqtt.runtime.Acknowledgements;
import io.crownstone2mqtt.runtime.BridgeLoop;
import io.crownstone2mqtt.runtime.Closer;
import io.crownstone2mqtt.runtime.CloudLink;
import io.crownstone2mqtt.runtime.Controls;
import io.crownstone2mqtt.runtime.EffectRunner;
import io.crownstone2mqtt.runtime.Inbox;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** The bridge with everything it needs: the only place where the rooms are wired. */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration LINKS_PATIENCE = Duration.ofMillis(3500);
    private static final Duration ENDPOINT_PATIENCE = Duration.ofMillis(300);

    private static final Duration QUICK = Duration.ofMillis(1200);

    private final Settings settings;
    private final DaemonLimits limits;
    private final Inbox inbox;
    private final Closer closer = new Closer();
    private final CompletableFuture<String> gaveUp = new CompletableFuture<>();
    private final AtomicReference<CompletableFuture<Void>> restartAsked =
            new AtomicReference<>(new CompletableFuture<>());
    private final Queue<BridgeRequest> restartRequests = new ConcurrentLinkedQueue<>();
    private final InstantSource clock;
    private final BridgeOptions options;
    private final HealthWatch health;
    private StepObserver observer;
    private volatile Consumer<Message> publisher = _ -> {};
    private volatile @Nullable Monitoring monitoring;

    private Daemon(Settings settings, Consumer<BridgeState> observer, DaemonLimits limits) {
        this.settings = settings;
        this.limits = limits;
        this.clock = limits.clock();
        this.inbox = new Inbox(limits.mostEventsWaiting());
        this.options = Wiring.bridge(settings, clock.instant());
        this.health = new HealthWatch(BridgeState.initial(options), ZoneId.systemDefault(), clock, System::nanoTime);
        this.observer = (_, step, _) -> {
            health.accept(step.state());
            observer.accept(step.state());
        };
    }

    /**
     * Starts everything; returns at once, whether or not the broker or the cloud are there.
     *
     * @throws ConfigException the HTTP endpoint cannot listen where it should
     */
    public static Daemon start(Settings settings, Consumer<BridgeState> observer) {
        return start(settings, observer, DaemonLimits.usual());
    }

    /** The same with another clock or other limits, for tests of what otherwise takes long or needs a crowd. */
    public static Daemon start(Settings settings, Consumer<BridgeState> observer, DaemonLimits limits) {
        Daemon daemon = new Daemon(settings, observer, limits);
        daemon.start();
        return daemon;
    }

    /** Completes, with the reason, when it cannot work until the credentials have been corrected. */
    public CompletableFuture<String> gaveUp() {
        return gaveUp;
    }

    /** Completes when somebody asks for a restart: who started it accepts or refuses that. */
    public CompletableFuture<Void> restartAsked() {
        return restartAsked.get();
    }

    /** It is about to be closed and started anew. */
    public void acceptRestart() {
        answerRestart(
                request -> request.done(JsonNodeFactory.instance.objectNode()).getFirst());
    }

    /** It cannot be closed and started anew, for a reason: it goes on, says so, and may be asked again. */
    public void refuseRestart(String why) {
        restartAsked.set(new CompletableFuture<>());
        LOG.warn("no restart: {}; the bridge goes on with the configuration that it has", why);
        answerRestart(request -> request.refused(why));
    }

    /** Several may have asked meanwhile. */
    private void answerRestart(Function<BridgeRequest, String> answer) {
        for (BridgeRequest request = restartRequests.poll(); request != null; request = restartRequests.poll()) {
            publisher.accept(Wiring.restartAnswer(settings, answer.apply(request)));
        }
    }

    /** Its health now; from any thread. */
    public HealthReport health() {
        return health.report();
    }

    /** The home as it knows it now; from any thread. */
    Home home() {
        return health.state().home();
    }

    /** Answers the commands {@code health} and {@code diagnose} of this machine from now on. */
    public StatusSocket listen(SocketPlaces places, DiagnosticsRecord diagnostics) {
        Instant since = clock.instant();
        BridgeIdentity identity = LocalBridges.identity(HealthSettings.of(settings));
        return StatusSocket.open(
                places,
                identity,
                Map.of(
                        "health",
                        () -> health().toJson()
                                .set(
                                        "bridge",
                                        identity.toJson(since, statusPage().orElse(null))),
                        "diagnostics",
                        () -> diagnostics.write(home(), inputsWaiting())),
                () -> diagnostics.look(home()));
    }

    /** How many inputs wait for the loop; from any thread. */
    int inputsWaiting() {
        return inbox.depth();
    }

    private void start() {
        LOG.info(
                "crownstone2mqtt {}: {} to {}",
                Version.current(),
                settings.cloud().url(),
                settings.mqtt().url());
        HttpEndpoint endpoint = settings.http().enabled() ? Monitoring.bind(settings.http()) : null;
        CloudOptions cloudOptions = Wiring.cloud(settings).withEvents(limits.eventsWatchdog(), limits.longestPause());
        BrokerLink broker = new PahoBrokerLink(Wiring.broker(settings), listener());
        publisher = message -> broker.publish(message, () -> {});
        broker.start(); // before the rest is made: to connect takes longer than that
        Map<AccountId, CloudLink> clouds = clouds(cloudOptions);
        if (endpoint != null) {
            watch(Monitoring.start(endpoint, settings.http(), options, health, inbox, clouds, clock));
        }
        BridgeLoop loop = new BridgeLoop(
                new Bridge(options),
                BridgeState.initial(options),
                inbox,
                new EffectRunner(broker, clouds, controls(), acknowledgements()),
                observer,
                clock);
        List<Runnable> links = new ArrayList<>();
        links.add(() -> broker.close(List.of(Wiring.offline(settings))));
        clouds.values().forEach(cloud -> links.add(cloud::close));
        closer.add("broker and cloud", LINKS_PATIENCE, () -> Closer.allAtOnce(links));
        closer.add("loop", QUICK, loop::close);
        inbox.put(new Input.Tick()); // the first step comes at once, not with the first news
        loop.start();
        clouds.values().forEach(CloudLink::start);
    }

    private Controls controls() {
        return new Controls() {
            @Override
            public void giveUp(String reason) {
                gaveUp.complete(reason);
            }

            @Override
            public void restart(BridgeRequest request) {
                restartRequests.add(request);
                restartAsked.get().complete(null);
            }

            @Override
            public void logLevel(LogLevel level) {
                LogLines.level(level);
            }
        };
    }

    private Acknowledgements acknowledgements() {
        Monitoring watching = monitoring;
        return watching == null ? (_, _) -> {} : watching::acknowledged;
    }

    private void watch(Monitoring started) {
        monitoring = started;
        observer = observer.andThen(started.observer());
        closer.add("http endpoint", ENDPOINT_PATIENCE, started::close);
        LOG.info("status page: {}", started.uri());
    }

    /** Where the status page is; empty without one. */
    public Optional<URI> statusPage() {
        return Optional.ofNullable(monitoring).map(Monitoring::uri);
    }

    private BrokerListener listener() {
        return new BrokerListener() {
            @Override
            public void up() {
                inbox.put(new Input.BrokerUp());
            }

            @Override
            public void down(BrokerProblem problem) {
                inbox.put(new Input.BrokerDown(problem.message(), problem instanceof BrokerProblem.LoginRefused));
            }

            @Override
            public void subscriptionRefused(String filter) {
                LOG.warn(
                        "broker: it does not let us subscribe to '{}': grant '{}' to read and subscribe to it in the"
                                + " broker's access rules",
                        filter,
                        Objects.requireNonNullElse(
                                settings.mqtt().username(), settings.mqtt().clientId()));
            }

            @Override
            public void refused(String topic, int size, String reason) {
                inbox.put(new Input.MessageRefused(topic, reason));
            }

            @Override
            public boolean hasRoom() {
                return inbox.hasRoomForMessages();
            }

            @Override
            public void received(String topic, byte[] payload, boolean retained) {
                inbox.put(new Input.BrokerMessage(topic, payload, retained));
            }
        };
    }

    private Map<AccountId, CloudLink> clouds(CloudOptions cloudOptions) {
        CloudHttp http = new CloudHttp(cloudOptions);
        closer.add("http", QUICK, http::close);
        Map<AccountId, CloudLink> clouds = new LinkedHashMap<>();
        for (Settings.Account account : settings.cloud().accounts()) {
            AccountId id = new AccountId(clouds.size() + 1);
            CrownstoneCloud cloud = new CrownstoneCloud(http, Wiring.credentials(account), cloudOptions, clock);
            clouds.put(id, new CloudLink(id, cloud, inbox));
        }
        return clouds;
    }

    /** Says {@code offline} on the broker, logs out of the cloud, and stops; within 8 s, whatever hangs. */
    @Override
    public void close() {
        closer.close();
        LOG.info("stopped");
    }
}
