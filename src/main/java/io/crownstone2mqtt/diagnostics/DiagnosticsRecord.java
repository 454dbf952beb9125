package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.home.Home;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bridge gives the command {@code diagnose} besides its health: the last lines of its log, how many inputs wait, and
 * every name that it has seen since its start, which are to be found in those lines. From any thread.
 */
public final class DiagnosticsRecord {
    private final Supplier<List<String>> log;
    private final Lock lock = new ReentrantLock();
    private final Set<NamedThing> seen = new LinkedHashSet<>();
    private Home looked = Home.EMPTY;

    /** @param log its last lines */
    public DiagnosticsRecord(Supplier<List<String>> log) {
        this.log = log;
    }

    /** Sees the names of that home. */
    public void look(Home home) {
        lock.lock();
        try {
            if (home != looked) {
                HomeNames.of(home).forEach(seen::add);
                looked = home;
            }
        } finally {
            lock.unlock();
        }
    }

    /** All of it, as {@link #read} reads it. */
    public JsonNode write(Home home, int inputsWaiting) {
        look(home);
        lock.lock();
        try {
            return write(inputsWaiting);
        } finally {
            lock.unlock();
        }
    }

    private JsonNode write(int inputsWaiting) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("inputs_waiting", inputsWaiting);
        ArrayNode lines = json.putArray("log");
        log.get().forEach(lines::add);
        ArrayNode names = json.putArray("names");
        seen.forEach(each -> put(names.addObject(), each));
        return json;
    }

    private static void put(ObjectNode json, NamedThing named) {
        json.put("kind", named.kind().word());
        json.put("id", named.id());
        ArrayNode names = json.putArray("names");
        named.names().forEach(names::add);
    }

    /**
     * What was read back.
     *
     * @param log the oldest line first
     */
    public record Entries(int inputsWaiting, List<String> log, List<NamedThing> names) {
        public Entries {
            log = List.copyOf(log);
            names = List.copyOf(names);
        }
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException it was not written by {@link #write}
     */
    public static Entries read(JsonNode json) {
        List<NamedThing> names = new ArrayList<>();
        for (JsonNode each : json.path("names")) {
            NamedKind kind = NamedKind.valueOf(each.path("kind").asString("").toUpperCase(Locale.ROOT));
            names.add(new NamedThing(kind, each.path("id").asString(""), texts(each.path("names"))));
        }
        return new Entries(json.path("inputs_waiting").asInt(0), texts(json.path("log")), names);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(each -> each.asString("")).toList();
    }
}
