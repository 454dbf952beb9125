package io.crownstone2mqtt.export;

import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.Retained;
import io.crownstone2mqtt.mirror.UniqueNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How Home Assistant names the entities that the bridge announces, as long as nobody renames them. */
final class AnnouncedEntityIds {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String> byStateTopic = new HashMap<>();
    private final Map<String, String> byCommandTopic = new HashMap<>();

    private AnnouncedEntityIds() {}

    /** Of two that ask for one id the one announced first gets it, the other one with {@code _2} behind. */
    static AnnouncedEntityIds announcedBy(Mirror mirror) {
        UniqueNames names = new UniqueNames();
        AnnouncedEntityIds ids = new AnnouncedEntityIds();
        for (Retained each : mirror.inOrder()) {
            if (each.kind() == Retained.Kind.DISCOVERY) {
                JsonNode entity = JSON.readTree(each.payload());
                String wish = entity.path("default_entity_id").asString("");
                String id = names.of(each.topic(), wish);
                ids.byStateTopic.put(entity.path("state_topic").asString(""), id);
                ids.byCommandTopic.put(entity.path("command_topic").asString(""), id);
            }
        }
        return ids;
    }

    /** The entity that shows what that topic holds. */
    Optional<String> showing(String stateTopic) {
        return Optional.ofNullable(byStateTopic.get(stateTopic));
    }

    /** The entity that sends its commands there. */
    Optional<String> commandedBy(String commandTopic) {
        return Optional.ofNullable(byCommandTopic.get(commandTopic));
    }
}
