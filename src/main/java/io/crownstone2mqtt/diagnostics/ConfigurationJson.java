package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every setting as it is in force, defaults included, under the keys of {@code reference.conf}. Of secrets, logins and paths it
 * shows only whether they are given.
 */
public final class ConfigurationJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String GIVEN = "***";
    private static final Set<String> PRIVATE = Set.of("username", "email");

    private ConfigurationJson() {}

    public static JsonNode of(Settings settings) {
        return record(settings);
    }

    private static ObjectNode record(Record block) {
        ObjectNode json = JSON.objectNode();
        for (RecordComponent component : block.getClass().getRecordComponents()) {
            Object value = value(block, component);
            boolean hidden = value != null && PRIVATE.contains(component.getName());
            json.set(key(component), hidden ? JSON.stringNode(GIVEN) : json(value));
        }
        return json;
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Record block, RecordComponent component) {
        try {
            return component.getAccessor().invoke(block);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Record block -> record(block);
            case List<?> list -> list(list);
            case Boolean truth -> JSON.booleanNode(truth);
            case Integer number -> JSON.numberNode(number);
            case Secret _, Path _ -> JSON.stringNode(GIVEN);
            case Enum<?> choice -> JSON.stringNode(choice.name().toLowerCase(Locale.ROOT));
            default -> JSON.stringNode(value.toString());
        };
    }

    private static ArrayNode list(List<?> values) {
        ArrayNode json = JSON.arrayNode();
        values.forEach(each -> json.add(json(each)));
        return json;
    }
}
