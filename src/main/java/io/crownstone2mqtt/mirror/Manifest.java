package io.crownstone2mqtt.mirror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which retained topics the bridge has on the broker, as the broker itself holds it. A broker need not show all that it
 * holds (Mosquitto shows no more than its queue takes): what the manifest names and the broker did not show can be asked for.
 *
 * @param topics all that it names
 * @param complete it is whole, and was written by a bridge that knew of everything
 */
public record Manifest(Set<String> topics, boolean complete) {
    /** Of a part's payload: below what any broker takes, and what the bridge reads. */
    private static final int LONGEST_PART = 8 * 1024;
    /** For the numbers of the parts. */
    private static final int FRAME = 64;

    private static final JsonMapper JSON = JsonMapper.shared();

    public Manifest {
        topics = Set.copyOf(topics);
    }

    /** @param parts payloads by topic */
    public static Manifest read(Map<String, String> parts, TopicScheme scheme) {
        Set<String> topics = new HashSet<>();
        Map<Integer, JsonNode> read = new TreeMap<>();
        parts.forEach((topic, payload) -> {
            JsonNode part = parse(payload);
            if (scheme.manifest(part.path("part").asInt(0)).equals(topic)) {
                read.put(part.path("part").asInt(0), part);
            }
        });
        read.values()
                .forEach(part -> part.path("topics")
                        .properties()
                        .forEach(group -> group.getValue()
                                .forEach(leaf -> topics.add(group.getKey() + "/" + leaf.asString("")))));
        topics.removeIf(topic -> !scheme.mayBeOwn(topic));
        int count = read.isEmpty()
                ? 0
                : read.values().iterator().next().path("parts").asInt(0);
        boolean complete = count > 0
                && IntStream.rangeClosed(1, count).allMatch(number -> {
                    JsonNode part = read.getOrDefault(number, JSON.nullNode());
                    return part.path("parts").asInt(0) == count
                            && part.path("complete").asBoolean(false);
                });
        return new Manifest(topics, complete);
    }

    private static JsonNode parse(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException malformed) {
            return JSON.nullNode();
        }
    }

    /** In the order of the parts; always the same for the same topics. */
    List<Retained> render(TopicScheme scheme) {
        List<ObjectNode> parts = new ArrayList<>();
        int room = 0;
        for (Map.Entry<String, Collection<String>> group : byParent().entrySet()) {
            int size = bytes(group.getKey()) + 6;
            for (String leaf : group.getValue()) {
                int needed = bytes(leaf) + 3;
                if (room < size + needed) {
                    parts.add(JsonNodeFactory.instance.objectNode());
                    room = LONGEST_PART - FRAME;
                    size = bytes(group.getKey()) + 6;
                }
                parts.getLast().withArrayProperty(group.getKey()).add(leaf);
                room -= size + needed;
                size = 0;
            }
        }
        return IntStream.range(0, parts.size())
                .mapToObj(i -> part(scheme, i + 1, parts.size(), parts.get(i)))
                .toList();
    }

    private Retained part(TopicScheme scheme, int number, int count, ObjectNode topicsOfPart) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("part", number).put("parts", count).put("complete", complete).set("topics", topicsOfPart);
        return Retained.attributes(scheme.manifest(number), json.toString());
    }

    /** The last levels by all that stands before. */
    private Map<String, Collection<String>> byParent() {
        Map<String, Collection<String>> groups = new TreeMap<>();
        for (String topic : topics) {
            int end = topic.lastIndexOf('/');
            groups.computeIfAbsent(topic.substring(0, end), _ -> new TreeSet<>())
                    .add(topic.substring(end + 1));
        }
        return groups;
    }

    /** As JSON, at most. */
    private static int bytes(String text) {
        long escaped =
                text.chars().filter(c -> c < ' ' || c == '"' || c == '\\').count();
        return text.getBytes(StandardCharsets.UTF_8).length + 5 * Math.toIntExact(escaped);
    }
}
