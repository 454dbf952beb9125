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
            Energy energy,
            Spheres spheres,
            Tls tls,
            Proxies proxy) {
        public Cloud {
            accounts = List.copyOf(accounts);
        }

        static Cloud read(ConfigBlock block) {
            var url = block.get("url", URI.class);
            var eventsUrl = block.get("events-url", URI.class);
            var energy = block.child("energy").read(Energy::read);
            var urls = energy.isAskedBeside(url) ? List.of(url, eventsUrl, energy.url()) : List.of(url, eventsUrl);
            return new Cloud(
                    url,
                    eventsUrl,
                    AccountsReader.read(block),
                    block.get("resync-interval", Duration.class),
                    block.get("request-timeout", Duration.class),
                    block.get("offline-grace", Duration.class),
                    energy,
                    block.child("spheres").read(SettingsReader::spheres),
                    block.child("tls").read(tls -> SettingsReader.cloudTls(tls, urls)),
                    Proxies.read(block, urls));
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

        /** Without the e-mail: messages go to logs. */
        @Override
        public String toString() {
            return "Account[email=***, passwordSha1=" + passwordSha1 + "]";
        }
    }

    /**
     * Readings of energy meters.
     *
     * @param url the cloud's second API
     * @param interval how often they are asked for
     */
    public record Energy(EnergyMode enabled, URI url, Duration interval) {
        private static final String PUBLIC_CLOUD = "cloud.ownstone.org";
        private static final String PUBLIC = "next.ownstone.org";

        static Energy read(ConfigBlock block) {
            return new Energy(
                    block.get("enabled", EnergyMode.class),
                    block.get("url", URI.class),
                    block.get("interval", Duration.class));
        }

        /** Whether it is asked with the token of an account at that cloud: the public one only with its own. */
        public boolean isAskedBeside(URI cloud) {
            boolean own = !PUBLIC.equalsIgnoreCase(url.getHost()) || PUBLIC_CLOUD.equalsIgnoreCase(cloud.getHost());
            return enabled != EnergyMode.FALSE && own;
        }
    }

    public enum EnergyMode {
        AUTO,
        TRUE,
        FALSE
    }

    /** Names or ids of spheres; an empty {@code include} means all. */
    public record Spheres(List<String> include, List<String> exclude) {
        public Spheres {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }

        static Spheres read(ConfigBlock block) {
            return new Spheres(block.texts("include"), block.texts("exclude"));
        }
    }

    public record Command(Duration expireAfter, Duration confirmWithin, Duration minInterval, Duration batchWindow) {
        static Command read(ConfigBlock block) {
            return new Command(
                    block.get("expire-after", Duration.class),
                    block.get("confirm-within", Duration.class),
                    block.get("min-interval", Duration.class),
                    block.get("batch-window", Duration.class));
        }
    }

    public record Mqtt(
            URI url,
            @Nullable String username,
            @Nullable Secret password,
            String clientId,
            String baseTopic,
            TopicStyle topicStyle,
            Duration keepAlive,
            Tls tls) {
        static Mqtt read(ConfigBlock block) {
            var url = block.get("url", URI.class);
            return new Mqtt(
                    url,
                    block.getOrNull("username", String.class),
                    new Passwords(block).secret(),
                    block.get("client-id", String.class),
                    block.get("base-topic", String.class),
                    block.get("topic-style", TopicStyle.class),
                    block.get("keep-alive", Duration.class),
                    block.child("tls").read(tls -> SettingsReader.brokerTls(tls, url)));
        }

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
            boolean verifyHostname) {
        static Tls read(ConfigBlock block) {
            return new Tls(
                    block.getOrNull("ca-file", Path.class),
                    block.getOrNull("certificate-file", Path.class),
                    block.getOrNull("key-file", Path.class),
                    block.get("verify-hostname", Boolean.class));
        }
    }

    public record HomeAssistant(
            boolean enabled,
            String discoveryPrefix,
            DiscoveryFormat discoveryFormat,
            String statusTopic,
            NonDimmable nonDimmableAs,
            EntityIds entityIds) {
        static HomeAssistant read(ConfigBlock block) {
            return new HomeAssistant(
                    block.get("enabled", Boolean.class),
                    block.get("discovery-prefix", String.class),
                    block.get("discovery-format", DiscoveryFormat.class),
                    block.get("status-topic", String.class),
                    block.get("non-dimmable-as", NonDimmable.class),
                    block.get("entity-ids", EntityIds.class));
        }
    }

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

    public record Presence(boolean enabled, boolean names, Duration interval) {
        static Presence read(ConfigBlock block) {
            return new Presence(
                    block.get("enabled", Boolean.class),
                    block.get("names", Boolean.class),
                    block.get("interval", Duration.class));
        }
    }

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

        static Http read(ConfigBlock block) {
            return new Http(
                    block.get("enabled", Boolean.class),
                    block.get("host", String.class),
                    block.get("port", Integer.class),
                    block.getOrNull("username", String.class),
                    new Passwords(block).secret(),
                    block.texts("allowed-hosts"),
                    block.get("control", Boolean.class));
        }
    }
}
