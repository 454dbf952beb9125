package io.crownstone2mqtt.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The health of the bridge at a moment: what {@code /readyz}, the command {@code health} and the status page show.
 *
 * @param alive the loop runs
 * @param ready it is alive and every part works
 * @param line its health, or what is wrong, for people
 * @param at when this was so
 * @param refused what the broker does not take, in sentences for people; all else works
 */
public record HealthReport(
        boolean alive, boolean ready, String line, Instant at, List<ConnectionReport> parts, List<String> refused) {
    public HealthReport {
        refused = List.copyOf(refused);
        parts = List.copyOf(parts);
    }

    /** The state of a connection. */
    public enum ConnectionStatus {
        WORKING,
        AWAITED,
        TROUBLED
    }

    /**
     * One of the connections.
     *
     * @param name {@code broker}, {@code account 1: picture}, {@code account 1: events}
     * @param since when its status became this one
     * @param why what is wrong, in a sentence for people; null if nothing is
     */
    public record ConnectionReport(
            String name,
            ConnectionStatus status,
            Instant since,
            @Nullable String why) {
        boolean isAs(ConnectionReport other) {
            return status == other.status && name.equals(other.name);
        }

        private ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("name", name);
            json.put("status", status.name().toLowerCase(Locale.ROOT));
            json.put("since", since.toString());
            if (why != null) {
                json.put("why", why);
            }
            return json;
        }
    }

    /** As {@code /readyz} and the command {@code health} have it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ready", ready);
        json.put("alive", alive);
        json.put("status", line);
        json.put("at", at.toString());
        var all = json.putArray("parts");
        parts.forEach(part -> all.add(part.toJson()));
        if (!refused.isEmpty()) {
            var sentences = json.putArray("refused");
            refused.forEach(sentences::add);
        }
        return json;
    }
}
