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
final class Keys {
    static final String TOP = "crownstone2mqtt";
    static final String ACCOUNTS = TOP + ".cloud.accounts";

    private static final Mask SECRET = new Mask.Secret();
    private static final Mask FILE = new Mask.File();

    /** In the order of {@code reference.conf}. */
    static final List<Key> ALL = List.of(
            key("cloud.url", Type.HTTP_URL).from("CROWNSTONE_CLOUD_URL").masked(new Mask.Host("cloud-host")),
            key("cloud.events-url", Type.HTTP_URL).from("CROWNSTONE_EVENTS_URL").masked(new Mask.Host("events-host")),
            key("cloud.accounts.email", Type.EMAIL).from("CROWNSTONE_EMAIL").masked(SECRET),
            key("cloud.accounts.password", Type.ACCOUNT_PASSWORD)
                    .from("CROWNSTONE_PASSWORD")
                    .orCredential("crownstone-password")
                    .masked(SECRET),
            key("cloud.accounts.password-file", Type.PASSWORD_FILE)
                    .from("CROWNSTONE_PASSWORD_FILE")
                    .masked(FILE),
            key("cloud.accounts.password-sha1", Type.SHA1).masked(SECRET),
            key("cloud.resync-interval", Type.duration("1s", "24h")),
            key("cloud.request-timeout", Type.duration("100ms", "5m")),
            key("cloud.offline-grace", Type.duration("0s", "1h")),
            key("cloud.proxy", Type.PROXY).masked(new Mask.Host("proxy-host")),
            key("cloud.spheres.include", Type.SPHERE),
            key("cloud.spheres.exclude", Type.SPHERE),
            key("cloud.tls.ca-file", Type.FILE).masked(FILE),
            key("cloud.tls.certificate-file", Type.FILE).masked(FILE),
            key("cloud.tls.key-file", Type.FILE).masked(FILE),
            key("cloud.tls.verify-hostname", Type.BOOL),
            //
            key("command.expire-after", Type.duration("100ms", "10m")),
            key("command.confirm-within", Type.duration("100ms", "10m")),
            key("command.min-interval", Type.duration("0s", "1m")),
            key("command.batch-window", Type.duration("0s", "1s")),
            //
            key("mqtt.url", Type.BROKER_URL).from("MQTT_URL").masked(new Mask.Host("broker-host")),
            key("mqtt.username", Type.USERNAME).from("MQTT_USERNAME").masked(new Mask.User("broker-user")),
            key("mqtt.password", Type.PASSWORD)
                    .from("MQTT_PASSWORD")
                    .orCredential("mqtt-password")
                    .masked(SECRET),
            key("mqtt.password-file", Type.PASSWORD_FILE)
                    .from("MQTT_PASSWORD_FILE")
                    .masked(FILE),
            key("mqtt.client-id", Type.CLIENT_ID),
            key("mqtt.base-topic", Type.TOPIC_PREFIX).from("MQTT_BASE_TOPIC"),
            key("mqtt.topic-style", Type.oneOf(Settings.TopicStyle.class)),
            key("mqtt.keep-alive", Type.duration("5s", "18h")),
            key("mqtt.tls.ca-file", Type.FILE).masked(FILE),
            key("mqtt.tls.certificate-file", Type.FILE).masked(FILE),
            key("mqtt.tls.key-file", Type.FILE).masked(FILE),
            key("mqtt.tls.verify-hostname", Type.BOOL),
            //
            key("home-assistant.enabled", Type.BOOL),
            key("home-assistant.discovery-prefix", Type.TOPIC_PREFIX),
            key("home-assistant.discovery-format", Type.oneOf(Settings.DiscoveryFormat.class)),
            key("home-assistant.status-topic", Type.TOPIC),
            key("home-assistant.non-dimmable-as", Type.oneOf(Settings.NonDimmable.class)),
            key("home-assistant.entity-ids", Type.oneOf(Settings.EntityIds.class)),
            //
            key("presence.enabled", Type.BOOL),
            key("presence.names", Type.BOOL),
            key("presence.interval", Type.duration("1s", "24h")),
            //
            key("http.enabled", Type.BOOL),
            key("http.host", Type.HOST).masked(new Mask.Host("http-host")),
            key("http.port", Type.PORT),
            key("http.username", Type.HTTP_USERNAME).masked(new Mask.User("http-user")),
            key("http.password", Type.PASSWORD)
                    .from("CROWNSTONE2MQTT_HTTP_PASSWORD")
                    .orCredential("http-password")
                    .masked(SECRET),
            key("http.password-file", Type.PASSWORD_FILE)
                    .from("CROWNSTONE2MQTT_HTTP_PASSWORD_FILE")
                    .masked(FILE),
            key("http.allowed-hosts", Type.HOST).masked(new Mask.Host("http-name")),
            key("http.control", Type.BOOL));

    private static final Map<String, Key> BY_PATH =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Key::path, key -> key));

    private Keys() {}

    private static Key key(String path, Type type) {
        return new Key(TOP + "." + path, type);
    }

    static Optional<Key> find(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** What may stand in a block: its keys and the blocks in it. An empty path means the whole file. */
    static Set<String> namesIn(String block) {
        var prefix = block.isEmpty() ? "" : block + ".";
        return ALL.stream()
                .map(Key::path)
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
