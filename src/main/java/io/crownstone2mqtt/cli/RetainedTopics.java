package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cli.BrokerClient.Received;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.Manifest;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mirror.homeassistant.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Reads what the broker holds of the bridge, without touching it.
 *
 * @param held payloads by topic
 * @param whole false if the broker may hold more than it has shown
 */
record RetainedTopics(PersistentMap<String, String> held, boolean whole) {
    private static final Duration QUIET = Duration.ofMillis(250);
    /** The smallest queue that brokers have by default: a broker that has shown fewer messages has dropped none. */
    private static final int CROWD = 1_000;
    /** Few enough for brokers that allow a client some fifty subscriptions. */
    private static final int GROUP = 20;

    /**
     * As the bridge does it: what the list of its topics on the broker names and the broker did not show is asked for, and
     * without a list everything once more in small portions, if it may be needed.
     *
     * @param suffix behind the client id, so that a running bridge is not thrown out
     * @throws CommandFailure the broker cannot be reached, or does not let us read
     */
    static RetainedTopics to(Settings settings, TopicScheme topics, String suffix) {
        try (BrokerClient client = BrokerClient.to(Wiring.shortLived(settings, suffix))) {
            List<String> filters = Stream.of(topics.mirrorFilters(), topics.discoveryFilters())
                    .flatMap(List::stream)
                    .toList();
            List<Message> messages = new ArrayList<>(ask(client, topics, filters));
            int shown = messages.size();
            Manifest manifest = Manifest.read(held(messages, topics), topics);
            Set<String> unseen = new TreeSet<>(manifest.topics());
            messages.forEach(message -> unseen.remove(message.topic()));
            unseen.stream()
                    .gather(Gatherers.windowFixed(GROUP))
                    .forEach(group -> messages.addAll(ask(client, topics, group)));
            boolean whole = manifest.complete() || shown < CROWD || portions(client, topics, messages);
            return new RetainedTopics(held(messages, topics), whole);
        }
    }

    /** Whether each portion was small enough to be complete. */
    private static boolean portions(BrokerClient client, TopicScheme topics, List<Message> messages) {
        boolean whole = true;
        for (String filter : topics.narrowFilters()) {
            List<Message> portion = ask(client, topics, List.of(filter));
            messages.addAll(portion);
            whole &= portion.size() < CROWD;
        }
        return whole;
    }

    private static List<Message> ask(BrokerClient client, TopicScheme topics, List<String> filters) {
        Received received = client.ask(filters, Message.once(topics.probe(), "x"), QUIET);
        if (received.lost() != null) {
            throw CommandFailure.of(received.lost());
        }
        if (!received.refused().isEmpty() || !received.echoed()) {
            throw CommandFailure.failed(
                    "the broker does not show everything that it holds: see what the command check says");
        }
        return received.messages();
    }

    private static PersistentMap<String, String> held(List<Message> messages, TopicScheme topics) {
        PersistentMap<String, String> held = PersistentMap.empty();
        for (Message message : messages) {
            boolean own = Ownership.isOwn(topics, message.topic(), message.payload());
            held = own && !message.payload().isEmpty()
                    ? held.with(message.topic(), message.payload())
                    : held.without(message.topic());
        }
        return held;
    }
}
