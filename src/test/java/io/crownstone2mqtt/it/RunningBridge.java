package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.DaemonLimits;
import io.crownstone2mqtt.monitoring.HealthReport;
import io.crownstone2mqtt.simulator.CloudFaults;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatorOptions;
import io.crownstone2mqtt.testing.TestBroker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole bridge: a simulated cloud, a real broker, the daemon between them, and an observer who hears everything.
 * Topics are named relative to the bridge's base topic, or to the discovery prefix. Built, started, used, closed.
 */
public final class RunningBridge implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** From the end of a trouble until the broker holds the home again. */
    private static final Duration HEALED = Duration.ofSeconds(10);

    final TestHome home = new TestHome();
    final BridgeSettings settings;
    private final Secrecy secrecy = new Secrecy();
    final TestBroker broker;
    /** What others hold retained under the bridge's topics. */
    private final Map<String, String> foreign = new TreeMap<>();

    private DaemonLimits surroundings = DaemonLimits.usual();
    private SimulatorOptions cloudOptions = SimulatorOptions.standard()
            .phoneDelay(Duration.ofMillis(20), Duration.ofMillis(40))
            .pingEvery(Duration.ofMillis(500));
    private SimulatedCloud cloud;
    private Observer observer;
    private @Nullable Daemon daemon;
    private @Nullable ExpectedTopics expected;

    private RunningBridge(TestBroker broker, BridgeSettings settings) {
        this.broker = broker;
        this.settings = settings;
        cloud = SimulatedCloud.start(home.home, cloudOptions);
        observer = new Observer(broker.url(), tops());
    }

    /** Not started yet: the home, the cloud's faults and the settings can be prepared. */
    static RunningBridge on(TestBroker broker) {
        return new RunningBridge(broker, new BridgeSettings());
    }

    /** Another one on the same broker, for the same Home Assistant. */
    RunningBridge neighbour() {
        return new RunningBridge(broker, new BridgeSettings(settings.prefix()));
    }

    private List<String> tops() {
        return List.of(settings.base(), settings.prefix());
    }

    /** Sets a key below {@code crownstone2mqtt}; before the start. */
    RunningBridge with(String key, String value) {
        settings.set(key, value);
        return this;
    }

    RunningBridge withAccounts(String... emails) {
        settings.accounts(List.of(emails));
        return this;
    }

    RunningBridge with(UnaryOperator<DaemonLimits> change) {
        surroundings = change.apply(surroundings);
        return this;
    }

    /** Starts the daemon and waits for nothing. */
    RunningBridge start() {
        daemon = Daemon.start(expectByLoginAnew(), _ -> {}, surroundings);
        return this;
    }

    Settings expectByLoginAnew() {
        if (expected != null) {
            expected.close();
        }
        Settings loaded = settings.load(cloud, broker.url());
        expected = new ExpectedTopics(loaded);
        return loaded;
    }

    /** Starts the daemon and waits until the broker holds the home. */
    RunningBridge startAndMirror() {
        start();
        awaitMirror(PATIENCE);
        return this;
    }

    /** Ends the daemon as a signal does. */
    void stop() {
        if (daemon != null) {
            daemon.close();
            daemon = null;
        }
    }

    Optional<String> gaveUp() {
        return Optional.ofNullable(daemon).map(Daemon::gaveUp).map(reason -> reason.getNow(null));
    }

    /** What the command health would tell. */
    HealthReport health() {
        return Objects.requireNonNull(daemon).health();
    }

    /** Where its status page is. */
    URI statusPage() {
        return Objects.requireNonNull(daemon).statusPage().orElseThrow();
    }

    SimulatedCloud cloud() {
        return cloud;
    }

    CloudFaults faults() {
        return cloud.faults();
    }

    /** The cloud is gone: connections break and new ones are refused. */
    void stopCloud() {
        secrecy.of(cloud);
        cloudOptions =
                cloudOptions.ports(cloud.apiUrl().getPort(), cloud.eventsUrl().getPort());
        cloud.close();
    }

    /** The cloud is back where it was, with the home as it is now; it knows no tokens. */
    void startCloud() {
        cloud = SimulatedCloud.start(home.home, cloudOptions);
        expectByLoginAnew();
    }

    void stopBroker() {
        secrecy.assertKept(observer);
        observer.close();
        broker.stop();
    }

    void startBroker() {
        broker.start();
        observer = new Observer(broker.url(), tops());
    }

    Observer observer() {
        return observer;
    }

    String topic(String relative) {
        return settings.base() + "/" + relative;
    }

    String discovery(String relative) {
        return settings.prefix() + "/" + relative;
    }

    void publish(String relative, String payload) {
        observer.publish(topic(relative), payload);
    }

    /** Something retained that is not the bridge's, which it must leave alone; the topic is absolute. */
    void publishForeign(String topic, String payload) {
        foreign.put(topic, payload);
        observer.publishRetained(topic, payload);
    }

    /** What is retained there is not the bridge's. */
    void leaveAlone(Map<String, String> topics) {
        foreign.putAll(topics);
    }

    /** The last payload heard on a topic of the bridge; null if none, or if it was cleared. */
    @Nullable
    String held(String relative) {
        return observer.payloads().get(topic(relative));
    }

    JsonNode heldJson(String relative) {
        return json(Objects.requireNonNull(held(relative), relative));
    }

    void awaitHeld(String relative, @Nullable String payload) {
        await(relative)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(held(relative)).isEqualTo(payload));
    }

    void awaitCleared(String relative) {
        awaitHeld(relative, null);
    }

    List<String> payloads(String relative) {
        return observer.payloads(topic(relative));
    }

    /** The results told on a thing's result topic, in order, such as those of {@code home/crownstone/desk-lamp}. */
    List<JsonNode> results(String thing) {
        return payloads(thing + "/result").stream().map(RunningBridge::json).toList();
    }

    List<String> statuses(String thing) {
        return results(thing).stream()
                .map(result -> result.path("status").asString())
                .toList();
    }

    void awaitStatuses(String thing, String... statuses) {
        await(thing)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(statuses(thing)).containsExactly(statuses));
    }

    /** What the cloud was told to switch, such as {@code Desk lamp PERCENTAGE 40}. */
    List<String> switched() {
        return Switched.texts(cloud);
    }

    /** How many requests had a path that ends so. */
    long requests(String pathEnd) {
        return cloud.requests().stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .count();
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** What holds after any trouble: soon nothing is missing, nothing is left over, and nothing of others is touched. */
    void awaitMirror() {
        awaitMirror(HEALED);
    }

    void awaitMirror(Duration patience) {
        await("the retained topics equal the home")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(differences(received())).isEmpty());
        await("the retained topics equal the home")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(differences(ExpectedTopics.timeless(retained())))
                        .isEmpty());
    }

    private List<String> differences(Map<String, String> actual) {
        return Objects.requireNonNull(expected).differences(actual, foreign);
    }

    private Map<String, String> received() {
        Map<String, String> received = ExpectedTopics.timeless(observer.payloads());
        received.keySet().removeIf(topic -> !foreign.containsKey(topic) && settings.isPassing(topic));
        return received;
    }

    /** What somebody who comes now finds of the bridge. */
    Map<String, String> retained() {
        return Observer.retained(broker.url(), tops());
    }

    /** The same without what the bridge tells of itself, which changes while the cloud is in trouble. */
    Map<String, String> retainedOfTheHome() {
        Map<String, String> found = new TreeMap<>(retained());
        found.keySet().removeIf(topic -> topic.startsWith(topic("bridge/")));
        return found;
    }

    /** Ends everything, leaves the broker without this test's topics, and looks for secrets in all that was said. */
    @Override
    public void close() {
        stop();
        secrecy.of(cloud);
        if (expected != null) {
            expected.close();
        }
        cloud.close();
        observer.payloads().keySet().forEach(topic -> observer.publishRetained(topic, ""));
        observer.close();
        secrecy.close();
        secrecy.assertKept(observer);
    }
}
