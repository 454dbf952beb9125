package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cli.BrokerVisit.Heard;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mirror.homeassistant.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what the broker holds of the bridge, without touching it. */
final class RetainedVisit {
    private static final Duration QUIET = Duration.ofMillis(250);

    private RetainedVisit() {}

    /**
     * Payloads by topic.
     *
     * @param suffix behind the client id, so that a running bridge is not thrown out
     * @throws CommandFailure the broker cannot be reached, or does not show everything
     */
    static PersistentMap<String, String> held(Settings settings, TopicScheme topics, String suffix) {
        try (BrokerVisit visit = BrokerVisit.to(Wiring.visitor(settings, suffix))) {
            List<String> filters = Stream.of(topics.mirrorFilters(), topics.discoveryFilters())
                    .flatMap(List::stream)
                    .toList();
            Heard heard = visit.ask(filters, Message.once(topics.probe(), "x"), QUIET);
            if (heard.lost() != null) {
                throw CommandFailure.of(heard.lost());
            }
            if (!heard.refused().isEmpty() || !heard.echoed()) {
                throw CommandFailure.failed(
                        "the broker does not show everything that it holds: see what the command check says");
            }
            return held(heard.messages(), topics);
        }
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
