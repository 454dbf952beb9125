package io.crownstone2mqtt.daemon;

import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.Credentials;
import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.ConfigProblem;
import io.crownstone2mqtt.config.ProxySettings;
import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.mirror.BridgeRequest;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import io.crownstone2mqtt.tls.TlsFileException;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings in the words of each room. */
public final class Wiring {
    private Wiring() {}

    public static MirrorOptions mirror(Settings settings) {
        Settings.HomeAssistant homeAssistant = settings.homeAssistant();
        return new MirrorOptions(
                new MirrorOptions.TopicOptions(
                        settings.mqtt().baseTopic(), settings.mqtt().topicStyle() == Settings.TopicStyle.ID),
                new MirrorOptions.DiscoveryOptions(
                        homeAssistant.enabled(),
                        homeAssistant.discoveryPrefix(),
                        homeAssistant.discoveryFormat() == Settings.DiscoveryFormat.DEVICE,
                        homeAssistant.nonDimmableAs() == Settings.NonDimmable.LIGHT,
                        homeAssistant.entityIds() == Settings.EntityIds.CROWNSTONE),
                new MirrorOptions.PeopleOptions(
                        settings.presence().enabled(), settings.presence().names()),
                settings.mqtt().clientId(),
                Version.current());
    }

    static BridgeOptions bridge(Settings settings, Instant started) {
        Settings.Command command = settings.command();
        return new BridgeOptions(
                mirror(settings),
                settings.cloud().accounts().size(),
                spheres(settings),
                settings.homeAssistant().statusTopic(),
                settings.cloud().resyncInterval(),
                settings.presence().interval(),
                energy(settings.cloud()),
                settings.cloud().offlineGrace(),
                new BridgeOptions.Commanding(
                        command.expireAfter(), command.confirmWithin(), command.minInterval(), command.batchWindow()),
                new BridgeOptions.Addresses(
                        settings.cloud().url(), settings.mqtt().url(), started),
                LogLines.level());
    }

    private static CloudOptions.@Nullable EnergyOptions energy(Settings settings) {
        Settings.Energy energy = settings.cloud().energy();
        return energy.isAskedBeside(settings.cloud().url())
                ? new CloudOptions.EnergyOptions(energy.url(), proxy(settings, energy.url()))
                : null;
    }

    private static BridgeOptions.EnergyCollection energy(Settings.Cloud cloud) {
        Settings.Energy energy = cloud.energy();
        BridgeOptions.EnergyCollection.Mode mode = switch (energy.enabled()) {
            case AUTO -> BridgeOptions.EnergyCollection.Mode.WHERE_PERMITTED;
            case TRUE -> BridgeOptions.EnergyCollection.Mode.ALWAYS;
            case FALSE -> BridgeOptions.EnergyCollection.Mode.OFF;
        };
        return new BridgeOptions.EnergyCollection(
                energy.isAskedBeside(cloud.url()) ? mode : BridgeOptions.EnergyCollection.Mode.OFF, energy.interval());
    }

    public static BridgeOptions.SphereFilter spheres(Settings settings) {
        Settings.Spheres spheres = settings.cloud().spheres();
        return new BridgeOptions.SphereFilter(spheres.include(), spheres.exclude());
    }

    public static CloudOptions cloud(Settings settings) {
        return CloudOptions.of(settings.cloud().url(), settings.cloud().eventsUrl(), Version.current())
                .withRequestTimeout(settings.cloud().requestTimeout())
                .withTls(cloudTls(settings))
                .withProxies(
                        proxy(settings, settings.cloud().url()),
                        proxy(settings, settings.cloud().eventsUrl()))
                .withEnergy(energy(settings));
    }

    private static CloudOptions.@Nullable Proxy proxy(Settings settings, URI url) {
        ProxySettings proxy = settings.cloud().proxy().of(url);
        if (proxy == null) {
            return null;
        }
        Secret password = proxy.password();
        return new CloudOptions.Proxy(
                proxy.url(), proxy.username(), password == null ? null : password.reveal(), proxy.setting());
    }

    /** Null where Java's own trust is enough: then no file need be read. */
    private static CloudOptions.@Nullable TlsOptions cloudTls(Settings settings) {
        TlsSettings tls = tls(settings.cloud().tls());
        if (tls.equals(TlsSettings.DEFAULT)) {
            return null;
        }
        try {
            return new CloudOptions.TlsOptions(tls.context(), tls.verifyHostname());
        } catch (TlsFileException e) {
            throw new ConfigException(
                    List.of(new ConfigProblem("", "crownstone2mqtt.cloud.tls", String.valueOf(e.getMessage()))));
        }
    }

    private static TlsSettings tls(Settings.Tls tls) {
        return new TlsSettings(tls.caFile(), tls.certificateFile(), tls.keyFile(), tls.verifyHostname());
    }

    public static Credentials credentials(Settings.Account account) {
        return new Credentials(account.email(), account.passwordSha1().reveal(), hint(account.oddities()));
    }

    /** As {@code run} connects: with its client id and its last will. */
    public static BrokerOptions broker(Settings settings) {
        return broker(settings.mqtt(), settings.mqtt().clientId(), offline(settings));
    }

    /** For a client that connects while a bridge runs: the broker would disconnect the bridge if both had the same client id. */
    public static BrokerOptions shortLived(Settings settings, String suffix) {
        String probe = new TopicScheme(mirror(settings)).probe();
        return shortLived(settings.mqtt(), suffix, probe);
    }

    /** The same; {@code probe} is where nobody else listens. */
    public static BrokerOptions shortLived(Settings.Mqtt mqtt, String suffix, String probe) {
        return broker(mqtt, mqtt.clientId() + "-" + suffix, Message.once(probe, "gone"));
    }

    /**
     * For a trial of what the bridge may do, under its client id or another one. The last will is retained as the bridge's
     * is, and clears the probe if the trial ends early.
     */
    public static BrokerOptions trial(Settings settings, String clientId) {
        String probe = new TopicScheme(mirror(settings)).probe();
        return broker(settings.mqtt(), clientId, Message.retained(probe, ""));
    }

    private static BrokerOptions broker(Settings.Mqtt mqtt, String clientId, Message will) {
        Secret password = mqtt.password();
        return new BrokerOptions(
                mqtt.url(),
                mqtt.username(),
                password == null ? null : password.reveal(),
                clientId,
                mqtt.keepAlive(),
                will,
                tls(mqtt.tls()),
                hint(mqtt.oddities()));
    }

    private static String hint(List<String> oddities) {
        return oddities.isEmpty() ? "" : ". What looks odd: " + String.join("; ", oddities);
    }

    static Message restartAnswer(Settings settings, String answer) {
        return Message.once(new TopicScheme(mirror(settings)).response(BridgeRequest.RESTART), answer);
    }

    /** What the broker says for us when we are gone, and we ourselves when we go. */
    static Message offline(Settings settings) {
        return Message.retained(new TopicScheme(mirror(settings)).bridgeState(), "offline");
    }
}
