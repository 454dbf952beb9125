package io.crownstone2mqtt.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** The discovery messages among all that a broker holds. */
final class HeldDiscovery {
    private final String prefix;
    private final Map<String, String> held;
    /** Most are looked at many times. */
    private final Map<Retained, DiscoveryMessage> parsed = new HashMap<>();

    private record Retained(String topic, String payload) {}

    /** @param held by topic; may change meanwhile */
    HeldDiscovery(String prefix, Map<String, String> held) {
        this.prefix = prefix;
        this.held = held;
    }

    boolean isDiscovery(String topic) {
        return topic.startsWith(prefix + "/") && topic.endsWith("/config");
    }

    DiscoveryMessage parse(String topic, String payload) {
        return parsed.computeIfAbsent(
                new Retained(topic, payload),
                _ -> DiscoveryMessage.parse(prefix, topic, payload, Findings.at(topic))
                        .orElseGet(
                                () -> new DiscoveryMessage(topic, "", "", "", JsonNodeFactory.instance.objectNode())));
    }

    private Stream<DiscoveryMessage> messages() {
        return held.entrySet().stream()
                .filter(entry -> isDiscovery(entry.getKey()))
                .map(entry -> parse(entry.getKey(), entry.getValue()));
    }

    /** Those that are announced, without those that are being removed or moved. */
    Stream<AnnouncedEntity> entities() {
        return messages().flatMap(message -> message.entities().stream()).filter(entity -> !entity.isRemoval());
    }

    boolean hasDevice(String id) {
        return entities().anyMatch(entity -> entity.deviceId().equals(id));
    }

    /** The same entity in other messages than its own. */
    Stream<AnnouncedEntity> others(AnnouncedEntity entity) {
        return entities()
                .filter(other -> !other.topic().equals(entity.topic())
                        && other.platform().equals(entity.platform())
                        && other.uniqueId().equals(entity.uniqueId()));
    }

    /** Whether an entity of that message is announced in another. */
    boolean hasMoved(DiscoveryMessage old) {
        return entities()
                .filter(entity ->
                        !entity.topic().equals(old.topic()) && entity.node().equals(old.node()))
                .anyMatch(entity -> old.isDevice()
                        || (entity.platform().equals(old.component())
                                && entity.key().equals(old.key())));
    }
}
