package io.crownstone2mqtt.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something of the simulated cloud: a JSON document, kept as the REST interface shows it. A field that was never set is
 * absent, one that was cleared is null. Documents are read and changed under the home's lock.
 */
abstract class SimulatedThing {
    final SimulatedHome home;
    final ObjectNode document;
    private final String id;

    SimulatedThing(SimulatedHome home, ObjectNode content) {
        String now = Json.time(home.now());
        this.home = home;
        this.id = home.newId();
        this.document = content.put("id", id).put("createdAt", now).put("updatedAt", now);
    }

    public String id() {
        return id;
    }

    final @Nullable String text(String field) {
        return home.read(() -> document.path(field).asString(null));
    }

    final int number(String field) {
        return home.read(() -> document.path(field).asInt());
    }

    /** The document as it is answered. */
    ObjectNode shown() {
        return document;
    }

    /** Sets a text field of the document, such as icon, type or firmwareVersion; null clears it. */
    public void setText(String field, @Nullable String value) {
        home.change(() -> {
            document.put(field, value);
            changed("update");
        });
    }

    /** Sends the event of the real cloud, where it has one for such a thing. */
    void changed(String operation) {
        document.put("updatedAt", Json.time(home.now()));
    }

    @Override
    public String toString() {
        return text("name") + " (" + id + ")";
    }
}
