package io.crownstone2mqtt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks discovery as strictly as Home Assistant does, or more so: Home Assistant tells nobody but its own log what it
 * rejects, and silently drops a mistyped key.
 */
public final class DiscoveryValidator {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]+");

    private final String prefix;

    private DiscoveryValidator(String prefix) {
        this.prefix = prefix;
    }

    /** For that discovery prefix, {@code homeassistant} by default in Home Assistant. */
    public static DiscoveryValidator withPrefix(String prefix) {
        return new DiscoveryValidator(prefix);
    }

    /** What is wrong with one message; nothing for one on another topic than a discovery topic, and for an empty one. */
    public List<String> problemsOf(String topic, String payload) {
        Findings findings = Findings.at(topic);
        if (isDiscovery(topic) && !payload.isEmpty()) {
            check(topic, payload, findings);
        }
        return findings.lines();
    }

    /** What is wrong with all that a broker holds, and with how it fits together. */
    public List<String> problemsOf(Map<String, String> retained) {
        List<String> problems = new ArrayList<>();
        List<AnnouncedEntity> entities = new ArrayList<>();
        retained.forEach((topic, payload) -> {
            if (isDiscovery(topic)) {
                Findings findings = Findings.at(topic);
                check(topic, payload, findings).ifPresent(message -> {
                    findings.addUnless(!message.isMigration(), "a change of format that nobody ended");
                    entities.addAll(message.entities());
                });
                problems.addAll(findings.lines());
            }
        });
        ConsistencyRules.check(entities, retained, problems);
        return problems;
    }

    private boolean isDiscovery(String topic) {
        return topic.startsWith(prefix + "/") && topic.endsWith("/config");
    }

    private Optional<DiscoveryMessage> check(String topic, String payload, Findings findings) {
        Optional<DiscoveryMessage> parsed = DiscoveryMessage.parse(prefix, topic, payload, findings);
        parsed.filter(message -> !message.isMigration()).ifPresent(message -> {
            if (message.isDevice()) {
                device(message, findings);
            } else {
                component(message, findings);
            }
        });
        return parsed;
    }

    private static void component(DiscoveryMessage message, Findings findings) {
        JsonBlock extras =
                JsonBlock.empty().must("device", DiscoveryBlocks.DEVICE).must("origin", DiscoveryBlocks.ORIGIN);
        message.entities().forEach(entity -> entity(entity, extras, findings));
        availability(message.json(), findings);
    }

    private static void device(DiscoveryMessage message, Findings findings) {
        DiscoveryBlocks.DEVICE_ROOT.check(message.json(), findings);
        availability(message.json(), findings);
        JsonBlock extras = JsonBlock.empty().must("platform", JsonRule.text());
        for (AnnouncedEntity entity : message.entities()) {
            Findings inside = findings.in("components > " + entity.key());
            inside.addUnless(KEY.matcher(entity.key()).matches(), "the key is not of letters, digits, _ and -");
            inside.addUnless(entity.json().has("platform"), "platform is missing");
            if (!entity.isRemoval()) {
                entity(entity, extras, inside);
            }
        }
    }

    private static void entity(AnnouncedEntity entity, JsonBlock extras, Findings findings) {
        JsonBlock keys = DiscoveryPlatforms.BY_NAME.get(entity.platform());
        if (keys == null) {
            findings.add("no rules are known here for " + entity.platform());
            return;
        }
        JsonNode json = entity.json();
        keys.with(extras).check(json, findings);
        EntityRules.check(entity.platform(), json, entity.device().path("name").asString(""), findings);
        String uniqueId = entity.node() + "_" + entity.key();
        findings.addUnless(entity.uniqueId().equals(uniqueId), "unique_id is not " + uniqueId);
        findings.addUnless(
                json.has("availability") == json.has("availability_mode"),
                "availability and availability_mode need each other");
    }

    private static void availability(JsonNode root, Findings findings) {
        findings.addUnless(
                root.has("availability") && root.has("availability_mode"),
                "without availability it would look alive when the bridge is gone");
    }
}
