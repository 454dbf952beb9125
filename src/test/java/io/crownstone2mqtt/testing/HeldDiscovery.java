package io.crownstone2mqtt.testing;

import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** The discovery messages among all that a broker holds. */
record HeldDiscovery(String prefix, Map<String, String> held) {
    boolean isDiscovery(String topic) {
        return topic.startsWith(prefix + "/") && topic.endsWith("/config");
    }

    DiscoveryMessage parse(String topic, String payload) {
        return DiscoveryMessage.parse(prefix, topic, payload, Findings.at(topic))
                .orElseGet(() -> new DiscoveryMessage(topic, "", "", "", JsonNodeFactory.instance.objectNode()));
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
}
