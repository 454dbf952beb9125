package io.crownstone2mqtt.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How the discovery messages on a broker fit each other, and the topics that they name. */
final class ConsistencyRules {
    private final List<AnnouncedEntity> entities;
    private final Map<String, String> retained;
    private final List<String> problems;

    private ConsistencyRules(List<AnnouncedEntity> entities, Map<String, String> retained, List<String> problems) {
        this.entities = entities;
        this.retained = retained;
        this.problems = problems;
    }

    static void check(List<AnnouncedEntity> entities, Map<String, String> retained, List<String> problems) {
        ConsistencyRules rules = new ConsistencyRules(entities, retained, problems);
        rules.uniqueIds();
        rules.devices();
        entities.forEach(rules::entity);
    }

    private void add(AnnouncedEntity entity, String problem) {
        problems.add(entity + ": " + problem);
    }

    private void uniqueIds() {
        Map<String, AnnouncedEntity> seen = new HashMap<>();
        for (AnnouncedEntity entity : entities) {
            AnnouncedEntity other = seen.putIfAbsent(entity.platform() + " " + entity.uniqueId(), entity);
            if (other != null) {
                add(entity, "has the unique id of " + other);
            }
        }
    }

    private void devices() {
        Map<String, AnnouncedEntity> byId = new HashMap<>();
        for (AnnouncedEntity entity : entities) {
            AnnouncedEntity other = byId.putIfAbsent(entity.deviceId(), entity);
            if (other != null && !other.device().equals(entity.device())) {
                add(entity, "describes its device otherwise than " + other);
            }
        }
        entities.stream()
                .filter(entity ->
                        !entity.isRemoval() && entity.json().path("name").isNull())
                .collect(Collectors.groupingBy(AnnouncedEntity::deviceId))
                .values()
                .stream()
                .filter(mains -> mains.size() > 1)
                .forEach(mains -> add(mains.get(1), "the device has another main entity: " + mains.getFirst()));
        byId.forEach((id, entity) -> via(id, entity, byId));
    }

    private void via(String id, AnnouncedEntity entity, Map<String, AnnouncedEntity> byId) {
        JsonNode via = entity.device().path("via_device");
        if (via.isString() && (via.stringValue().equals(id) || !byId.containsKey(via.stringValue()))) {
            add(entity, "via_device " + via.stringValue() + " is not announced");
        }
    }

    private void entity(AnnouncedEntity entity) {
        if (entity.isRemoval()) {
            add(entity, "a removal that nobody ended");
            return;
        }
        for (String topic : entity.availabilityTopics()) {
            String payload = retained.get(topic);
            if (!"online".equals(payload) && !"offline".equals(payload)) {
                add(entity, "its availability topic " + topic + " holds " + payload);
            }
        }
        StateRules.problemsOf(entity, retained).forEach(problem -> add(entity, problem));
    }
}
