package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What would become of the broker's retained topics.
 *
 * @param changes by group, in the order of the topics
 * @param unchanged how many topics hold what they should already
 */
record Plan(Map<String, List<Change>> changes, int unchanged) {
    private static final String DISCOVERY = "Home Assistant discovery";

    /** A topic and what happens to it; one of both payloads may be null, not both. */
    record Change(
            String topic, @Nullable String before, @Nullable String after) {
        ChangeKind kind() {
            return before == null ? ChangeKind.CREATE : after == null ? ChangeKind.REMOVE : ChangeKind.CHANGE;
        }
    }

    /** What happens to a topic. */
    enum ChangeKind {
        CREATE,
        CHANGE,
        REMOVE
    }

    static Plan between(PersistentMap<String, String> held, PersistentMap<String, String> wanted, TopicScheme topics) {
        TreeSet<String> all = new TreeSet<>(held.keySet());
        all.addAll(wanted.keySet());
        List<Change> changes = all.stream()
                .map(topic -> new Change(topic, held.get(topic), wanted.get(topic)))
                .filter(change -> change.before() == null || !change.before().equals(change.after()))
                .toList();
        Map<String, List<Change>> groups = changes.stream()
                .collect(Collectors.groupingBy(
                        change -> group(change.topic(), topics), TreeMap::new, Collectors.toList()));
        Map<String, List<Change>> discoveryLast = new LinkedHashMap<>(groups);
        List<Change> discovery = discoveryLast.remove(DISCOVERY);
        if (discovery != null) {
            discoveryLast.put(DISCOVERY, discovery);
        }
        return new Plan(discoveryLast, all.size() - changes.size());
    }

    /** The levels before the leaf's kind: the bridge, or a sphere. */
    private static String group(String topic, TopicScheme topics) {
        return topics.isBelowBase(topic) ? topics.firstLevels(topic) : DISCOVERY;
    }

    long count(ChangeKind kind) {
        return all().filter(change -> change.kind() == kind).count();
    }

    private Stream<Change> all() {
        return changes.values().stream().flatMap(Collection::stream);
    }

    void print(Console console) {
        new PlanText(console).print(this);
    }

    /** Its shape is part of the contract, see docs/commands.md. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (ChangeKind kind : ChangeKind.values()) {
            ArrayNode members = json.putArray(kind.name().toLowerCase(Locale.ROOT));
            all().filter(change -> change.kind() == kind).forEach(change -> members.add(json(change)));
        }
        return json.put("unchanged", unchanged);
    }

    private static ObjectNode json(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("topic", change.topic());
        if (change.before() != null) {
            json.put("before", change.before());
        }
        if (change.after() != null) {
            json.put("after", change.after());
        }
        return json;
    }
}
