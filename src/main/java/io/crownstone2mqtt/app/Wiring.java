package io.crownstone2mqtt.app;

import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import io.crownstone2mqtt.mqtt.TlsSettings;
import java.time.Instant;

/** The settings in the words of each room. */
final class Wiring {
    private Wiring() {}

    static MirrorOptions mirror(Settings settings) {
        Settings.HomeAssistant homeAssistant = settings.homeAssistant();
        return new MirrorOptions(
                new MirrorOptions.Topics(
                        settings.mqtt().baseTopic(), settings.mqtt().topicStyle() == Settings.TopicStyle.ID),
                new MirrorOptions.Discovery(
                        homeAssistant.enabled(),
                        homeAssistant.discoveryPrefix(),
                        homeAssistant.discoveryFormat() == Settings.DiscoveryFormat.DEVICE,
                        homeAssistant.nonDimmableAs() == Settings.NonDimmable.LIGHT),
                new MirrorOptions.People(
                        settings.presence().enabled(), settings.presence().names()),
                settings.mqtt().clientId(),
                Version.current());
    }

    static BridgeOptions bridge(Settings settings, Instant started) {
        Settings.Command command = settings.command();
        return new BridgeOptions(
                mirror(settings),
                settings.cloud().accounts().size(),
                new BridgeOptions.SphereFilter(
                        settings.cloud().spheres().include(),
                        settings.cloud().spheres().exclude()),
                settings.homeAssistant().statusTopic(),
                settings.cloud().resyncInterval(),
                settings.cloud().offlineGrace(),
                new BridgeOptions.Commanding(
                        command.expireAfter(), command.confirmWithin(), command.minInterval(), command.batchWindow()),
                new BridgeOptions.Addresses(
                        settings.cloud().url(), settings.mqtt().url(), started));
    }

    static CloudOptions cloud(Settings settings) {
        return CloudOptions.of(settings.cloud().url(), settings.cloud().eventsUrl(), Version.current())
                .withRequestTimeout(settings.cloud().requestTimeout());
    }

    static BrokerOptions broker(Settings settings) {
        Settings.Mqtt mqtt = settings.mqtt();
        Settings.Tls tls = mqtt.tls();
        Secret password = mqtt.password();
        return new BrokerOptions(
                mqtt.url(),
                mqtt.username(),
                password == null ? null : password.reveal(),
                mqtt.clientId(),
                mqtt.keepAlive(),
                offline(settings),
                new TlsSettings(tls.caFile(), tls.certificateFile(), tls.keyFile(), tls.verifyHostname()));
    }

    /** What the broker says for us when we are gone, and we ourselves when we go. */
    static Message offline(Settings settings) {
        return Message.retained(new TopicScheme(mirror(settings)).bridgeState(), "offline");
    }
}
