package io.crownstone2mqtt.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads openHAB's things files, as far as this program writes them. */
public final class ThingsFile {
    private final Tokens tokens;

    private ThingsFile(String text) {
        tokens = new Tokens(text);
    }

    record Thing(
            String uid,
            String label,
            String bridge,
            @Nullable String location,
            Map<String, String> parameters,
            List<Channel> channels) {}

    record Channel(String type, String id, Map<String, String> parameters) {}

    static List<Thing> read(String text) {
        ThingsFile file = new ThingsFile(text);
        List<Thing> things = new ArrayList<>();
        while (!file.tokens.atEnd()) {
            things.add(file.thing());
        }
        return things;
    }

    private Thing thing() {
        tokens.demand("Thing");
        String uid = tokens.uid();
        String label = tokens.string();
        tokens.demand("(");
        String bridge = tokens.uid();
        tokens.demand(")");
        String location = tokens.took("@") ? tokens.string() : null;
        Map<String, String> parameters = parameters();
        List<Channel> channels = new ArrayList<>();
        tokens.demand("{");
        tokens.demand("Channels");
        tokens.demand(":");
        while (!tokens.took("}")) {
            channels.add(channel());
        }
        return new Thing(uid, label, bridge, location, parameters, channels);
    }

    private Channel channel() {
        tokens.demand("Type");
        String type = tokens.id();
        tokens.demand(":");
        String id = tokens.id();
        tokens.string();
        return new Channel(type, id, parameters());
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        tokens.demand("[");
        do {
            String key = tokens.id();
            tokens.demand("=");
            parameters.put(key, tokens.isString() ? tokens.string() : tokens.id());
        } while (tokens.took(","));
        tokens.demand("]");
        return parameters;
    }
}
