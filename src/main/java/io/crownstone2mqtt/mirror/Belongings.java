package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.mirror.TopicScheme.DiscoveryTopic;
import io.crownstone2mqtt.mirror.homeassistant.DeviceSteps;
import io.crownstone2mqtt.mirror.homeassistant.Ownership;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one bridge has left on a broker.
 *
 * @param discovery its discovery topics, children before their parents
 * @param topics those below its base that it publishes
 * @param others those below its base that somebody else has retained there
 */
public record Belongings(List<String> discovery, List<String> topics, List<String> others) {
    public Belongings {
        discovery = List.copyOf(discovery);
        topics = List.copyOf(topics);
        others = List.copyOf(others);
    }

    /** @param held payloads by topic */
    public static Belongings among(Map<String, String> held, TopicScheme topics, String clientId) {
        List<DiscoveryTopic> announced = held.keySet().stream()
                .flatMap(topic -> topics.discovery(topic).stream())
                .toList();
        Set<String> nodes = Stream.concat(
                        Stream.of(TopicScheme.bridgeNode(clientId)),
                        announced.stream()
                                .filter(each -> isOwn(held, each, topics))
                                .map(DiscoveryTopic::node))
                .collect(Collectors.toSet());
        List<String> discovery = announced.stream()
                .filter(each -> isOwn(held, each, topics) || (isMoving(held, each) && nodes.contains(each.node())))
                .sorted(Comparator.comparingInt(DiscoveryTopic::generation)
                        .reversed()
                        .thenComparing(DiscoveryTopic::topic))
                .map(DiscoveryTopic::topic)
                .toList();
        Map<Boolean, List<String>> below = held.keySet().stream()
                .filter(topics::isBelowBase)
                .filter(topic -> !discovery.contains(topic))
                .sorted()
                .collect(Collectors.partitioningBy(topics::isMirrored));
        return new Belongings(discovery, below.getOrDefault(true, List.of()), below.getOrDefault(false, List.of()));
    }

    /** A topic on its way to the other format names no owner: the other topics of its node do. */
    private static boolean isOwn(Map<String, String> held, DiscoveryTopic topic, TopicScheme topics) {
        return !isMoving(held, topic) && Ownership.isOwn(held.getOrDefault(topic.topic(), ""), topics.bridgeState());
    }

    private static boolean isMoving(Map<String, String> held, DiscoveryTopic topic) {
        return DeviceSteps.MIGRATE.equals(held.get(topic.topic()));
    }

    /** In the order in which they are removed. */
    public List<String> all() {
        return Stream.concat(discovery.stream(), topics.stream()).toList();
    }
}
