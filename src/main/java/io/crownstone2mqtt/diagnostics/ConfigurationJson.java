package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.config.Setting;
import io.crownstone2mqtt.config.Setting.Mask;
import io.crownstone2mqtt.config.Settings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every setting as it is in force, defaults included, under the keys of {@code reference.conf}, as far as its mask lets it be seen. */
public final class ConfigurationJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConfigurationJson() {}

    public static JsonNode of(Settings settings) {
        ObjectNode json = JSON.objectNode();
        for (Setting setting : Setting.all(settings)) {
            String pointer = "/" + setting.path().replaceAll("[.\\[]", "/").replace("]", "");
            int name = pointer.lastIndexOf('/');
            json.withObject(pointer.substring(0, name)).set(pointer.substring(name + 1), shown(setting));
        }
        return json;
    }

    private static JsonNode shown(Setting setting) {
        return switch (setting.mask()) {
            case Mask.Shown _, Mask.Host _ -> json(setting.value());
            case Mask.Hidden _, Mask.File _, Mask.UserName _ ->
                setting.value() == null ? JSON.nullNode() : JSON.stringNode("***");
        };
    }

    private static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case List<?> list -> list(list);
            case Boolean truth -> JSON.booleanNode(truth);
            case Integer number -> JSON.numberNode(number);
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
