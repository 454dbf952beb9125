package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.diagnostics.TopicShape.NamedLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What things are called in the retained topics of the bridge, also those that the home has lost. */
public record RetainedNames(TopicShape topics) {
    private static final Map<String, NamedKind> NAMING = Map.of(
            "sphere", NamedKind.SPHERE,
            "location", NamedKind.LOCATION,
            "locations", NamedKind.LOCATION,
            "suggested_area", NamedKind.LOCATION,
            "users", NamedKind.USER);

    /** What comes with an id first. */
    public Stream<NamedThing> of(Map<String, String> retained) {
        List<NamedThing> withId = new ArrayList<>();
        List<NamedThing> namesAlone = new ArrayList<>();
        retained.forEach((topic, payload) -> {
            JsonNode json = json(payload);
            if (topics.isDiscovery(topic)) {
                topics.node(topic).ifPresent(node -> withId.add(announced(node, json)));
            } else if (json.has("id")) {
                last(topics.places(topic)).forEach(place -> withId.add(described(place, json)));
            }
            topics.places(topic)
                    .forEach(place -> namesAlone.add(new NamedThing(place.kind(), null, List.of(place.level()))));
            collect(json, namesAlone);
        });
        return Stream.concat(withId.stream(), namesAlone.stream());
    }

    private static List<NamedLevel> last(List<NamedLevel> places) {
        return places.isEmpty() ? places : List.of(places.getLast());
    }

    private static NamedThing described(NamedLevel place, JsonNode json) {
        String id = json.path("id").asString("");
        return new NamedThing(place.kind(), id, List.of(json.path("name").asString(""), place.level()));
    }

    /** Its device has its name; its topics have its slug. */
    private NamedThing announced(NamedThing node, JsonNode json) {
        List<String> names = new ArrayList<>();
        names.add(json.path("device").path("name").asString(""));
        texts(json)
                .flatMap(text -> topics.places(text).stream())
                .filter(place -> place.kind() == node.kind())
                .map(NamedLevel::level)
                .distinct()
                .forEach(names::add);
        return new NamedThing(node.kind(), node.id(), names);
    }

    private static Stream<String> texts(JsonNode json) {
        return json.isContainer() ? json.valueStream().flatMap(RetainedNames::texts) : json.stringValueOpt().stream();
    }

    private static void collect(JsonNode json, List<NamedThing> found) {
        json.propertyStream().forEach(member -> {
            NamedKind kind = NAMING.get(member.getKey());
            if (kind != null) {
                texts(member.getValue()).forEach(name -> found.add(new NamedThing(kind, null, List.of(name))));
            }
            if (member.getKey().equals(JsonNames.LEVELS)) {
                member.getValue()
                        .propertyNames()
                        .forEach(name -> found.add(new NamedThing(NamedKind.CROWNSTONE, null, List.of(name))));
            }
        });
        json.valueStream().filter(JsonNode::isContainer).forEach(each -> collect(each, found));
    }

    private static JsonNode json(String payload) {
        try {
            return payload.startsWith("{") ? JsonMapper.shared().readTree(payload) : MissingNode.getInstance();
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
