package io.crownstone2mqtt.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that can be configured; keys, defaults and meaning stand in {@code reference.conf}. */
public record Settings(
        Cloud cloud, Command command, Mqtt mqtt, HomeAssistant homeAssistant, Presence presence, Http http) {

    public record Cloud(
            URI url,
            URI eventsUrl,
            List<Account> accounts,
            Duration resyncInterval,
            Duration requestTimeout,
            Duration offlineGrace,
            Spheres spheres,
            Tls tls,
            Proxies proxy) {
        public Cloud {
            accounts = List.copyOf(accounts);
        }
    }

    /** An account's password is kept only as the cloud wants it: the SHA-1 hash, in lower-case hexadecimal digits. */
    public record Account(String email, Secret passwordSha1) {
        /** What looks strange about the login, a sentence each, without showing any of it. */
        public List<String> oddities() {
            return Stream.concat(
                            Oddities.sentences("the e-mail address", Oddities.of(email)),
                            Oddities.sentences("the password", passwordSha1.oddities()))
                    .toList();
        }

        /** Without the e-mail, which is nobody's business who reads a log. */
        @Override
        public String toString() {
            return "Account[email=***, passwordSha1=" + passwordSha1 + "]";
        }
    }

    /** Names or ids of spheres; an empty {@code include} means all. */
    public record Spheres(List<String> include, List<String> exclude) {
        public Spheres {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    public record Command(Duration expireAfter, Duration confirmWithin, Duration minInterval, Duration batchWindow) {}

    public record Mqtt(
            URI url,
            @Nullable String username,
            @Nullable Secret password,
            String clientId,
            String baseTopic,
            TopicStyle topicStyle,
            Duration keepAlive,
            Tls tls) {
        /** What looks strange about the login, a sentence each, without showing any of it. */
        public List<String> oddities() {
            return Stream.concat(
                            Oddities.sentences("the user name", username == null ? List.of() : Oddities.of(username)),
                            Oddities.sentences("the password", password == null ? List.of() : password.oddities()))
                    .toList();
        }
    }

    public enum TopicStyle {
        NAME,
        ID
    }

    public record Tls(
            @Nullable Path caFile,
            @Nullable Path certificateFile,
            @Nullable Path keyFile,
            boolean verifyHostname) {}

    public record HomeAssistant(
            boolean enabled,
            String discoveryPrefix,
            DiscoveryFormat discoveryFormat,
            String statusTopic,
            NonDimmable nonDimmableAs,
            EntityIds entityIds) {}

    public enum DiscoveryFormat {
        COMPONENT,
        DEVICE
    }

    public enum NonDimmable {
        SWITCH,
        LIGHT
    }

    /** Who made the entity ids of the Crownstones: this program, or Home Assistant's own integration. */
    public enum EntityIds {
        CROWNSTONE2MQTT,
        CROWNSTONE
    }

    public record Presence(boolean enabled, boolean names, Duration interval) {}

    /** The password is null where no login is asked for, which is only so on loopback. */
    public record Http(
            boolean enabled,
            String host,
            int port,
            @Nullable String username,
            @Nullable Secret password,
            List<String> allowedHosts,
            boolean control) {
        public Http {
            allowedHosts = List.copyOf(allowedHosts);
        }
    }
}
