package io.crownstone2mqtt.mirror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cuts the data of an answer so that each part is short: lists and texts continue in the next part, objects by member. */
final class AnswerParts {
    private static final int PIECE = 2_000;

    private final boolean list;
    private final int room;
    private final List<JsonNode> parts = new ArrayList<>();
    private int left;

    private AnswerParts(boolean list, int room) {
        this.list = list;
        this.room = room;
    }

    /** @param room for each part, in bytes; one element of a list may be longer, and is then alone */
    static List<JsonNode> of(JsonNode data, int room) {
        AnswerParts cut = new AnswerParts(data.isArray(), room);
        data.values().forEach(each -> {
            if (data.isArray()) {
                cut.add(bytes(each), part -> ((ArrayNode) part).add(each));
            }
        });
        data.properties().forEach(member -> cut.addMember(member.getKey(), member.getValue()));
        return cut.parts;
    }

    private void addMember(String name, JsonNode value) {
        if (value.isArray() && !value.isEmpty()) {
            value.values()
                    .forEach(each -> add(
                            name.length() + bytes(each),
                            part -> ((ObjectNode) part).withArrayProperty(name).add(each)));
        } else if (value.isString()) {
            pieces(value.asString())
                    .forEach(piece -> add(
                            name.length() + bytes(JsonNodeFactory.instance.stringNode(piece)),
                            part -> ((ObjectNode) part)
                                    .put(name, part.path(name).asString("") + piece)));
        } else {
            add(name.length() + bytes(value), part -> ((ObjectNode) part).set(name, value));
        }
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int begin = 0;
        do {
            int end = Math.min(text.length(), begin + PIECE);
            end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
            pieces.add(text.substring(begin, end));
            begin = end;
        } while (begin < text.length());
        return pieces;
    }

    private void add(int bytes, Consumer<JsonNode> change) {
        int needed = bytes + 8; // quotes, colon, comma, brackets
        if (parts.isEmpty() || needed > left) {
            parts.add(list ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode());
            left = room;
        }
        change.accept(parts.getLast());
        left -= needed;
    }

    private static int bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
