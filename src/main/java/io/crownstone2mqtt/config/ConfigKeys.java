package io.crownstone2mqtt.config;

import io.crownstone2mqtt.config.Setting.Mask;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of all keys. Reading, the environment, the search for what an unknown key was meant to be, and what others may see
 * of a value come from here. {@code reference.conf}, the manual, tells ranges, choices and variables, too; {@code ReferenceTest}
 * compares it with the table, and both with {@link Settings}.
 */
final class ConfigKeys {
    static final String TOP = "crownstone2mqtt";
    static final String ACCOUNTS = TOP + ".cloud.accounts";

    private static final Mask SECRET = new Mask.Hidden();
    private static final Mask FILE = new Mask.File();

    /** In the order of {@code reference.conf}. */
    static final List<ConfigKey> ALL = List.of(
            key("cloud.url", ValueType.HTTP_URL).from("CROWNSTONE_CLOUD_URL").masked(new Mask.Host("cloud-host")),
            key("cloud.events-url", ValueType.HTTP_URL)
                    .from("CROWNSTONE_EVENTS_URL")
                    .masked(new Mask.Host("events-host")),
            key("cloud.accounts.email", ValueType.EMAIL)
                    .from("CROWNSTONE_EMAIL")
                    .masked(SECRET),
            key("cloud.accounts.password", ValueType.ACCOUNT_PASSWORD)
                    .from("CROWNSTONE_PASSWORD")
                    .orCredential("crownstone-password")
                    .masked(SECRET),
            key("cloud.accounts.password-file", ValueType.PASSWORD_FILE)
                    .from("CROWNSTONE_PASSWORD_FILE")
                    .masked(FILE),
            key("cloud.accounts.password-sha1", ValueType.SHA1).masked(SECRET),
            key("cloud.resync-interval", ValueType.duration("1s", "24h")),
            key("cloud.request-timeout", ValueType.duration("100ms", "5m")),
            key("cloud.offline-grace", ValueType.duration("0s", "1h")),
            key("cloud.proxy", ValueType.PROXY).masked(new Mask.Host("proxy-host")),
            key("cloud.energy.enabled", ValueType.oneOf(Settings.EnergyMode.class)),
            key("cloud.energy.url", ValueType.HTTP_URL)
                    .from("CROWNSTONE_ENERGY_URL")
                    .masked(new Mask.Host("energy-host")),
            key("cloud.energy.interval", ValueType.duration("1s", "1h")),
            key("cloud.spheres.include", ValueType.SPHERE),
            key("cloud.spheres.exclude", ValueType.SPHERE),
            key("cloud.tls.ca-file", ValueType.FILE).masked(FILE),
            key("cloud.tls.certificate-file", ValueType.FILE).masked(FILE),
            key("cloud.tls.key-file", ValueType.FILE).masked(FILE),
            key("cloud.tls.verify-hostname", ValueType.BOOL),
            //
            key("command.expire-after", ValueType.duration("100ms", "10m")),
            key("command.confirm-within", ValueType.duration("100ms", "10m")),
            key("command.min-interval", ValueType.duration("0s", "1m")),
            key("command.batch-window", ValueType.duration("0s", "1s")),
            //
            key("mqtt.url", ValueType.BROKER_URL).from("MQTT_URL").masked(new Mask.Host("broker-host")),
            key("mqtt.username", ValueType.USERNAME).from("MQTT_USERNAME").masked(new Mask.UserName("broker-user")),
            key("mqtt.password", ValueType.PASSWORD)
                    .from("MQTT_PASSWORD")
                    .orCredential("mqtt-password")
                    .masked(SECRET),
            key("mqtt.password-file", ValueType.PASSWORD_FILE)
                    .from("MQTT_PASSWORD_FILE")
                    .masked(FILE),
            key("mqtt.client-id", ValueType.CLIENT_ID),
            key("mqtt.base-topic", ValueType.TOPIC_PREFIX).from("MQTT_BASE_TOPIC"),
            key("mqtt.topic-style", ValueType.oneOf(Settings.TopicStyle.class)),
            key("mqtt.keep-alive", ValueType.duration("5s", "18h")),
            key("mqtt.tls.ca-file", ValueType.FILE).masked(FILE),
            key("mqtt.tls.certificate-file", ValueType.FILE).masked(FILE),
            key("mqtt.tls.key-file", ValueType.FILE).masked(FILE),
            key("mqtt.tls.verify-hostname", ValueType.BOOL),
            //
            key("home-assistant.enabled", ValueType.BOOL),
            key("home-assistant.discovery-prefix", ValueType.TOPIC_PREFIX),
            key("home-assistant.discovery-format", ValueType.oneOf(Settings.DiscoveryFormat.class)),
            key("home-assistant.status-topic", ValueType.TOPIC),
            key("home-assistant.non-dimmable-as", ValueType.oneOf(Settings.NonDimmable.class)),
            key("home-assistant.entity-ids", ValueType.oneOf(Settings.EntityIds.class)),
            //
            key("presence.enabled", ValueType.BOOL),
            key("presence.names", ValueType.BOOL),
            key("presence.interval", ValueType.duration("1s", "24h")),
            //
            key("http.enabled", ValueType.BOOL),
            key("http.host", ValueType.HOST).masked(new Mask.Host("http-host")),
            key("http.port", ValueType.PORT),
            key("http.username", ValueType.HTTP_USERNAME).masked(new Mask.UserName("http-user")),
            key("http.password", ValueType.PASSWORD)
                    .from("CROWNSTONE2MQTT_HTTP_PASSWORD")
                    .orCredential("http-password")
                    .masked(SECRET),
            key("http.password-file", ValueType.PASSWORD_FILE)
                    .from("CROWNSTONE2MQTT_HTTP_PASSWORD_FILE")
                    .masked(FILE),
            key("http.allowed-hosts", ValueType.HOST).masked(new Mask.Host("http-name")),
            key("http.control", ValueType.BOOL));

    private static final Map<String, ConfigKey> BY_PATH =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::path, key -> key));

    private ConfigKeys() {}

    private static ConfigKey key(String path, ValueType type) {
        return new ConfigKey(TOP + "." + path, type);
    }

    static Optional<ConfigKey> find(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** What may stand in a block: its keys and the blocks in it. An empty path means the whole file. */
    static Set<String> namesIn(String block) {
        var prefix = block.isEmpty() ? "" : block + ".";
        return ALL.stream()
                .map(ConfigKey::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .collect(Collectors.toSet());
    }

    /** What an unknown name was meant to be: a neighbour with nearly that name, or else a key of exactly that name in another block. */
    static @Nullable String meant(String name, Collection<String> neighbours) {
        var neighbour = Suggestion.nearest(name, neighbours);
        return neighbour != null ? neighbour : elsewhere(name);
    }

    private static @Nullable String elsewhere(String name) {
        var paths = paths().filter(path -> path.endsWith("." + name)).collect(Collectors.joining(" or "));
        return paths.isEmpty() ? null : paths;
    }

    /** Every key and block that has one place in a file, which what is in the list of accounts has not; sorted. */
    static Stream<String> paths() {
        return ALL.stream()
                .flatMap(key -> Stream.iterate(
                        key.path(), path -> path.contains("."), path -> path.substring(0, path.lastIndexOf('.'))))
                .filter(path -> !path.startsWith(ACCOUNTS + "."))
                .distinct()
                .sorted();
    }
}
