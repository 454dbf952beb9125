package io.crownstone2mqtt.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks through JSON and makes small trees of what is wanted. A whole answer as one tree can take twenty times its size:
 * lists are gone through one thing at a time, and no thing may be large.
 */
final class JsonReader {
    /** Far above any thing that the cloud tells; a Crownstone takes a hundred. */
    private static final int MOST_TOKENS = 20_000;

    /** What one thing takes in the model, roughly. */
    private static final int BYTES_PER_THING = 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final IntConsumer memory;
    private final Instant date;
    private int tokensLeft;

    /**
     * @param memory receives how many bytes the model needs, and throws when there are no more
     * @param date when the answer was sent, by the cloud's clock
     */
    JsonReader(byte[] json, IntConsumer memory, Instant date) {
        this.parser = Wire.MAPPER.createParser(json);
        this.memory = memory;
        this.date = date;
        parser.nextToken();
    }

    /** Whether it is one value of JSON, and nothing after it; makes nothing of it. */
    static boolean isJson(byte[] json) {
        try (JsonParser parser = Wire.MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** A small text as a tree; null if it is no JSON, or too large. */
    static @Nullable JsonNode tree(byte[] json) {
        try {
            return isJson(json) ? new JsonReader(json, _ -> {}, Instant.EPOCH).tree() : null;
        } catch (CloudException | JacksonException e) {
            return null;
        }
    }

    static @Nullable JsonNode tree(String json) {
        return tree(json.getBytes(StandardCharsets.UTF_8));
    }

    /** When the answer was sent, by the cloud's clock. */
    Instant date() {
        return date;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Each field of the object that comes now; whatever is not read of it is passed over. */
    void fields(Consumer<String> field) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            long before = offset();
            field.accept(name);
            passOver(value, before);
        }
    }

    /** The objects of the list that comes now, each as a tree; how many things it has altogether. */
    int objects(Consumer<JsonNode> object) {
        return elements(() -> object.accept(tree()));
    }

    /** The same, where each is read by itself. */
    int elements(Runnable object) {
        if (!isArray()) {
            return 0;
        }
        int listed = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            listed++;
            long before = offset();
            if (token == JsonToken.START_OBJECT) {
                memory.accept(BYTES_PER_THING);
                object.run();
            }
            passOver(token, before);
        }
        return listed;
    }

    /** The list must be there, and if it has anything in it, objects: see {@link Wire#demandSome}. */
    int requiredElements(String what, Runnable object) {
        if (!isArray()) {
            throw Wire.unreadable("the list of " + what + " is missing");
        }
        int[] objects = {0};
        int listed = elements(() -> {
            objects[0]++;
            object.run();
        });
        Wire.demandSome(objects[0], listed, what);
        return listed;
    }

    int requiredObjects(String what, Consumer<JsonNode> object) {
        return requiredElements(what, () -> object.accept(tree()));
    }

    private long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    private void passOver(JsonToken value, long start) {
        if (value.isStructStart() && offset() == start) {
            parser.skipChildren();
        }
    }

    /** What comes now, with everything in it. */
    JsonNode tree() {
        tokensLeft = MOST_TOKENS;
        return node();
    }

    private JsonNode node() {
        if (--tokensLeft < 0) {
            throw Wire.unreadable("a thing in it has far more parts than the cloud ever tells");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? NODES.numberNode(parser.getDoubleValue())
                        : NODES.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object() {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, node());
        }
        return object;
    }

    private ArrayNode array() {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(node());
        }
        return array;
    }
}
