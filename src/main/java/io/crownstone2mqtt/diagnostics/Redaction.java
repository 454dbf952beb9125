package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.diagnostics.TopicShape.NamedLevel;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites texts, topics and payloads without the names of the home. Where it is known what a word means (a level of a
 * topic, a member of JSON) only names are replaced, however they sound; in free text every word that is a name.
 */
public final class Redaction {
    /** Time, level, thread, logger: before the message, and free of names. */
    private static final Pattern LOG_LINE = Pattern.compile("(\\S+ [A-Z]{4,5} +\\[[^\\]]*\\] \\S+ )(.*)");

    private static final Set<String> WITHOUT_NAMES = Set.of("ON", "OFF", "online", "offline", "home", "not_home");
    private static final Set<String> NOWHERE = Set.of("unknown", "not_home");

    private final Pseudonyms names;
    private final TopicShape topics;
    private final NameReplacer everything;
    private final NameReplacer ids;
    private final Masks masks = new Masks();

    public Redaction(Pseudonyms names, TopicShape topics) {
        this.names = names;
        this.topics = topics;
        this.everything = names.everything();
        this.ids = names.idsAlone();
    }

    /** What people or programs wrote. */
    public String text(String text) {
        return everything.replace(masks.over(text));
    }

    /** What holds ids and addresses, but no name. */
    public String nameless(String text) {
        return ids.replace(masks.over(text));
    }

    String fixed(String text) {
        return masks.over(text);
    }

    /** What names a thing of that kind, as a whole; else text. */
    String named(NamedKind kind, String text) {
        return names.of(kind, text).orElseGet(() -> text(text));
    }

    /** Lines of the program's log; what precedes their messages, and places in the program, stay as they are. */
    public String log(String lines) {
        return lines.lines().map(this::logLine).collect(Collectors.joining("\n", "", "\n"));
    }

    private String logLine(String line) {
        if (line.startsWith("\tat ")) {
            return line;
        }
        Matcher parts = LOG_LINE.matcher(line);
        return parts.matches() ? parts.group(1) + text(parts.group(2)) : text(line);
    }

    /** A topic of the bridge. */
    public String topic(String topic) {
        if (!topics.isTopic(topic)) {
            return text(topic);
        }
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < topics.levelsOfTop(topic) && i < levels.length; i++) {
            levels[i] = text(levels[i]);
        }
        if (topics.isDiscovery(topic)) {
            for (int i = topics.levelsOfTop(topic); i < levels.length; i++) {
                levels[i] = nameless(levels[i]);
            }
        }
        for (NamedLevel place : topics.places(topic)) {
            levels[place.index()] = named(place.kind(), place.level());
        }
        return String.join("/", levels);
    }

    /** What is retained on that topic. */
    public String payload(String topic, String payload) {
        NamedKind kind = kind(topic);
        Optional<JsonNode> json = json(payload);
        if (topics.isManifest(topic)) {
            return json.filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .map(list -> list.put("topics", list.path("topics").size() + " groups"))
                    .map(Object::toString)
                    .orElse("unreadable");
        }
        if (json.isPresent()) {
            return json(json.get(), kind).toString();
        }
        if (kind == NamedKind.USER && topic.endsWith("/location")) {
            return NOWHERE.contains(payload) ? payload : named(NamedKind.LOCATION, payload);
        }
        return WITHOUT_NAMES.contains(payload) ? payload : text(payload);
    }

    private @Nullable NamedKind kind(String topic) {
        return topics.isDiscovery(topic)
                ? topics.node(topic).map(NamedThing::kind).orElse(null)
                : topics.places(topic).stream()
                        .map(NamedLevel::kind)
                        .reduce((_, last) -> last)
                        .orElse(null);
    }

    private static Optional<JsonNode> json(String payload) {
        if (!payload.startsWith("{") && !payload.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readTree(payload));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Any JSON of the bridge. */
    public JsonNode json(JsonNode json) {
        return json(json, null);
    }

    private JsonNode json(JsonNode json, @Nullable NamedKind kind) {
        return new JsonNames(this, topics).over(json, "", kind);
    }
}
