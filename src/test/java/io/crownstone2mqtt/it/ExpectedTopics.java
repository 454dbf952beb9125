package io.crownstone2mqtt.it;

import ch.qos.logback.classic.Logger;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.Credentials;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Version;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.Retained;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** What the broker should hold: what the cloud says now, rendered from nothing. */
final class ExpectedTopics implements AutoCloseable {
    /** What a snapshot of the home cannot tell: how and when the bridge learned of it. */
    private static final Pattern OF_THE_MOMENT = Pattern.compile(",?\"(since|source|started|last_sync)\":\"[^\"]*\"");

    private final Settings settings;
    private final CloudHttp http;
    private final List<CrownstoneCloud> accounts;

    ExpectedTopics(Settings settings) {
        this.settings = settings;
        CloudOptions options =
                CloudOptions.of(settings.cloud().url(), settings.cloud().eventsUrl(), "test");
        http = new CloudHttp(options);
        accounts = settings.cloud().accounts().stream()
                .map(each -> new Credentials(each.email(), each.passwordSha1().reveal()))
                .map(each -> new CrownstoneCloud(http, each, options, InstantSource.system()))
                .toList();
    }

    /** Payloads by topic, without what changes from moment to moment. */
    private Map<String, String> now() {
        Home home = home();
        PersistentMap<SphereId, Boolean> online = PersistentMap.empty();
        for (SphereId sphere : home.spheres().keySet()) {
            online = online.with(sphere, Boolean.TRUE);
        }
        MirrorSource.BridgeInfo info = new MirrorSource.BridgeInfo(
                Instant.EPOCH,
                settings.cloud().url(),
                settings.mqtt().url(),
                Instant.EPOCH,
                MirrorSource.Monitor.well(settings.cloud().accounts().size(), logLevel()));
        Map<String, String> topics = new TreeMap<>();
        for (Retained each : new MirrorRenderer(options())
                .render(new MirrorSource(home, online, info))
                .inOrder()) {
            topics.put(each.topic(), timeless(each.payload()));
        }
        return topics;
    }

    private static String logLevel() {
        Logger program = (Logger) LoggerFactory.getLogger("io.crownstone2mqtt");
        return program.getEffectiveLevel().toString().toLowerCase(Locale.ROOT);
    }

    /** Topic by topic, since a whole home is more than a reader of a failed test can compare; {@code foreign} is expected too. */
    List<String> differences(Map<String, String> actual, Map<String, String> foreign) {
        Map<String, String> wanted = now();
        foreign.forEach((topic, payload) -> wanted.put(topic, timeless(payload)));
        Set<String> topics = new TreeSet<>(wanted.keySet());
        topics.addAll(actual.keySet());
        return topics.stream()
                .filter(topic -> !Objects.equals(wanted.get(topic), actual.get(topic)))
                .map(topic -> topic + " should hold " + wanted.get(topic) + " and holds " + actual.get(topic))
                .toList();
    }

    static String timeless(String payload) {
        return OF_THE_MOMENT.matcher(payload).replaceAll("");
    }

    static Map<String, String> timeless(Map<String, String> payloads) {
        Map<String, String> timeless = new TreeMap<>();
        payloads.forEach((topic, payload) -> timeless.put(topic, timeless(payload)));
        return timeless;
    }

    private Home home() {
        Home home = Home.EMPTY;
        for (CrownstoneCloud account : accounts) {
            for (Sphere sphere : account.synchronize().home().spheres().values()) {
                home = isBridged(sphere) ? home.with(sphere) : home;
            }
        }
        return home;
    }

    private boolean isBridged(Sphere sphere) {
        Settings.Spheres filter = settings.cloud().spheres();
        return (filter.include().isEmpty() || isAmong(filter.include(), sphere)) && !isAmong(filter.exclude(), sphere);
    }

    private static boolean isAmong(List<String> namesOrIds, Sphere sphere) {
        return namesOrIds.contains(sphere.label())
                || namesOrIds.contains(sphere.id().value());
    }

    private MirrorOptions options() {
        Settings.Mqtt mqtt = settings.mqtt();
        Settings.HomeAssistant homeAssistant = settings.homeAssistant();
        return new MirrorOptions(
                new MirrorOptions.TopicOptions(mqtt.baseTopic(), mqtt.topicStyle() == Settings.TopicStyle.ID),
                new MirrorOptions.DiscoveryOptions(
                        homeAssistant.enabled(),
                        homeAssistant.discoveryPrefix(),
                        homeAssistant.discoveryFormat() == Settings.DiscoveryFormat.DEVICE,
                        homeAssistant.nonDimmableAs() == Settings.NonDimmable.LIGHT,
                        homeAssistant.entityIds() == Settings.EntityIds.CROWNSTONE),
                new MirrorOptions.PeopleOptions(
                        settings.presence().enabled(), settings.presence().names()),
                mqtt.clientId(),
                Version.current());
    }

    @Override
    public void close() {
        accounts.forEach(CrownstoneCloud::close);
        http.close();
    }
}
