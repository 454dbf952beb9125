package io.crownstone2mqtt.testing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A discovery topic with its payload, taken apart. */
record DiscoveryMessage(String topic, String component, String node, String key, JsonNode json) {
    static final String MIGRATE = "migrate_discovery";

    private static final Pattern LEVELS =
            Pattern.compile("(?<component>[^/]+)/(?<node>[a-zA-Z0-9_-]+)(/(?<key>[a-zA-Z0-9_-]+))?/config");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Optional<DiscoveryMessage> parse(String prefix, String topic, String payload, Findings findings) {
        Matcher levels = LEVELS.matcher(topic.substring(prefix.length() + 1));
        if (!levels.matches()) {
            findings.add("not a discovery topic");
            return Optional.empty();
        }
        String component = levels.group("component");
        String key = levels.group("key");
        boolean device = component.equals("device");
        if (!device && !DiscoveryPlatforms.SUPPORTED.contains(component)) {
            findings.add("unknown component " + component);
            return Optional.empty();
        }
        if (device != (key == null)) {
            findings.add("a device's topic has a node, an entity's has a node and a key: else no change of format");
            return Optional.empty();
        }
        return read(payload, findings)
                .map(json ->
                        new DiscoveryMessage(topic, component, levels.group("node"), key == null ? "" : key, json));
    }

    private static Optional<JsonNode> read(String payload, Findings findings) {
        try {
            JsonNode json = JSON.readTree(payload);
            findings.addUnless(json.isObject(), "the payload is not a JSON object");
            return Optional.of(json).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            findings.add("the payload is not JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
    }

    boolean isDevice() {
        return component.equals("device");
    }

    /** Says that the other format takes over. */
    boolean isMigration() {
        return json.size() == 1 && json.path(MIGRATE).asBoolean(false);
    }

    List<AnnouncedEntity> entities() {
        if (isMigration()) {
            return List.of();
        }
        JsonNode root = json.path("availability");
        if (!isDevice()) {
            return List.of(new AnnouncedEntity(topic, component, node, key, json, json.path("device"), root));
        }
        return json.path("components").properties().stream()
                .map(each -> new AnnouncedEntity(
                        topic,
                        each.getValue().path("platform").asString(""),
                        node,
                        each.getKey(),
                        each.getValue(),
                        json.path("device"),
                        each.getValue().has("availability") ? each.getValue().path("availability") : root))
                .toList();
    }
}
