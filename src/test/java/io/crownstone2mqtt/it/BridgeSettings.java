package io.crownstone2mqtt.it;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration file for one test. Brokers are shared by tests, so each has topics and a client id of its own. */
final class BridgeSettings {
    private final String base = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final String prefix;
    private final Map<String, String> values = new LinkedHashMap<>();
    private @Nullable URI way;
    private @Nullable URI api;
    private @Nullable URI events;

    BridgeSettings() {
        this(null);
    }

    /** With the discovery prefix of another bridge. */
    BridgeSettings(@Nullable String sharedPrefix) {
        prefix = sharedPrefix == null ? base + "-ha" : sharedPrefix;
        set("mqtt.base-topic", base);
        set("mqtt.client-id", base);
        set("home-assistant.discovery-prefix", prefix);
        set("home-assistant.status-topic", "\"" + status() + "\"");
        set("command.confirm-within", "1s");
        accounts(List.of(TestHome.ADA));
    }

    String base() {
        return base;
    }

    String prefix() {
        return prefix;
    }

    String status() {
        return prefix() + "/status";
    }

    /** Whether nothing is retained on that topic by the bridge. */
    boolean isPassing(String topic) {
        return topic.endsWith("/set")
                || topic.endsWith("/result")
                || topic.endsWith("/bridge/survey")
                || topic.contains("/bridge/request/")
                || topic.contains("/bridge/response/")
                || topic.endsWith("/bridge/event")
                || topic.equals(status());
    }

    /** Sets a key below {@code crownstone2mqtt} to a value as it is written in the file. */
    void set(String key, String value) {
        values.put(key, value);
    }

    /** Another way to the broker than its own address, for the bridge alone. */
    void broker(URI address) {
        way = address;
    }

    /** Another address of the cloud's REST interface than its own. */
    void api(URI address) {
        api = address;
    }

    /** Another address of the cloud's event stream than its own. */
    void events(URI address) {
        events = address;
    }

    void accounts(List<String> emails) {
        set(
                "cloud.accounts",
                emails.stream()
                        .map(email -> "{ email = \"%s\", password = \"%s\" }".formatted(email, TestHome.PASSWORD))
                        .collect(Collectors.joining(", ", "[", "]")));
    }

    /** The file's text, for a bridge between the two. */
    String text(SimulatedCloud cloud, URI broker) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("cloud.url", "\"" + (api == null ? cloud.apiUrl() : api) + "\"");
        all.put("cloud.events-url", "\"" + (events == null ? cloud.eventsUrl() : events) + "\"");
        all.put("mqtt.url", "\"" + (way == null ? broker : way) + "\"");
        return all.entrySet().stream()
                .map(entry -> "crownstone2mqtt." + entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    Settings load(SimulatedCloud cloud, URI broker) {
        try {
            Path file = Files.createTempFile("crownstone2mqtt-it-", ".conf");
            try {
                Files.writeString(file, text(cloud, broker));
                return SettingsLoader.load(file, Map.of());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
