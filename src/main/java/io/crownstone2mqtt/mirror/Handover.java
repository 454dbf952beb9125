package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.mirror.TopicScheme.DiscoveryTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Topics that pass from one thing to another, as when two Crownstones swap their names. Until Home Assistant has moved the
 * old thing's entity away from such a topic it would show the other's value there.
 *
 * @param readers by topic, the nodes whose entities read it by what the broker holds
 */
record Handover(Map<String, Set<String>> readers, String bridgeState) {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]+/[^\"\\\\]+)\"");
    private static final String AVAILABILITY = "/availability";

    /** From the discovery messages among those topics. */
    static Handover of(Set<String> heldTopics, Map<String, String> held, TopicScheme topics) {
        Map<String, Set<String>> readers = new HashMap<>();
        for (String topic : heldTopics) {
            Optional<DiscoveryTopic> discovery = topics.discovery(topic);
            String payload = held.get(topic);
            if (discovery.isPresent() && payload != null) {
                Matcher matcher = QUOTED.matcher(payload);
                while (matcher.find()) {
                    readers.computeIfAbsent(matcher.group(1), _ -> new HashSet<>())
                            .add(discovery.get().node());
                }
            }
        }
        return new Handover(readers, topics.bridgeState());
    }

    /** Availability is read by many, and is nobody's value. */
    boolean isReadByAnother(String topic, String node) {
        return !topic.endsWith(AVAILABILITY)
                && !topic.equals(bridgeState)
                && readers.getOrDefault(topic, Set.of()).stream().anyMatch(reader -> !reader.equals(node));
    }

    /** What Home Assistant takes for unknown, in the shape of that payload. */
    static String unknown(String payload) {
        return payload.startsWith("{") ? "{\"state\":null}" : "None";
    }
}
