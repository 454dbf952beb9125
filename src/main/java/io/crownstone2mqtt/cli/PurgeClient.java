package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cli.BrokerClient.Received;
import io.crownstone2mqtt.config.BrokerSettings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.mirror.Belongings;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at what a bridge has left on the broker, and clears it. Comes under a client id that the bridge never has.
 *
 * @param configured what logs in
 * @param target whose topics it is about
 * @param force though the broker holds that the bridge is online
 */
record PurgeClient(BrokerSettings configured, BrokerSettings target, boolean force) {
    private static final Duration QUIET = Duration.ofMillis(250);
    private static final String ONLINE = "online";

    /** @throws CommandFailure the broker cannot be reached, does not show everything, or a bridge is connected */
    Belongings survey() {
        Map<String, String> held = new HashMap<>();
        try (BrokerClient client = BrokerClient.to(options())) {
            // One after the other: the less comes at once, the less a broker drops.
            List.of(
                            topics(configured).bridgeState().equals(topics().bridgeState())
                                    ? List.<String>of()
                                    : List.of(topics(configured).bridgeState()),
                            topics().mirrorFilters(),
                            topics().commandFilters(),
                            List.of(topics().discoveryFilters().getFirst()),
                            List.of(topics().discoveryFilters().getLast()))
                    .forEach(filters -> received(client, filters).forEach(message -> put(held, message)));
        }
        demandOffline(held);
        return Belongings.among(held, topics(), target.mqtt().clientId());
    }

    private static void put(Map<String, String> held, Message message) {
        if (message.payload().isEmpty()) {
            held.remove(message.topic());
        } else if (message.retained()) {
            held.put(message.topic(), message.payload());
        }
    }

    private List<Message> received(BrokerClient client, List<String> filters) {
        if (filters.isEmpty()) {
            return List.of();
        }
        Received received = client.ask(filters, Message.once(topics().probe(), "x"), QUIET);
        if (received.lost() != null) {
            throw CommandFailure.of(received.lost());
        }
        if (!received.refused().isEmpty() || !received.echoed()) {
            throw CommandFailure.failed(
                    "the broker does not show everything that it holds, nothing was removed: allow read"
                            + " and write on " + target.mqtt().baseTopic() + "/# and " + target.discoveryPrefix()
                            + "/# in its access control list");
        }
        return received.messages();
    }

    private void demandOffline(Map<String, String> held) {
        demandOffline(held, target);
        if (configured.mqtt().clientId().equals(target.mqtt().clientId())) {
            demandOffline(held, configured);
        }
    }

    private void demandOffline(Map<String, String> held, BrokerSettings bridge) {
        String state = topics(bridge).bridgeState();
        if (!force && ONLINE.equals(held.get(state))) {
            throw CommandFailure.failed("the bridge " + bridge.mqtt().clientId() + " is connected, as " + state
                    + " says: stop it first, or give --force if it no longer exists");
        }
    }

    void clear(List<String> topics) {
        try (BrokerClient client = BrokerClient.to(options())) {
            client.clear(topics);
        }
    }

    private BrokerOptions options() {
        return Wiring.shortLived(configured.mqtt(), "purge", topics().probe());
    }

    TopicScheme topics() {
        return topics(target);
    }

    private static TopicScheme topics(BrokerSettings settings) {
        MirrorOptions defaults = MirrorOptions.defaults();
        return new TopicScheme(
                defaults.with(new MirrorOptions.TopicOptions(settings.mqtt().baseTopic(), false))
                        .with(new MirrorOptions.DiscoveryOptions(true, settings.discoveryPrefix(), false, false)));
    }
}
