package io.crownstone2mqtt.simulator;

import tools.jackson.databind.JsonNode;

/** A scene of a sphere, as the app stores it. No event says that a scene was made, changed or removed. */
public final class SimulatedScene extends SimulatedThing {
    private final SimulatedSphere sphere;

    SimulatedScene(SimulatedSphere sphere, String name, JsonNode data) {
        super(sphere.home, Json.object().put("name", name));
        this.sphere = sphere;
        document.put("sphereId", sphere.id()).set("data", data);
    }

    public String name() {
        return String.valueOf(text("name"));
    }

    public void rename(String newName) {
        setText("name", newName);
    }

    /** Replaces the data by anything at all: the app stores a JSON string, older rows hold an object. */
    public void setData(JsonNode data) {
        home.change(() -> {
            document.set("data", data);
            changed("update");
        });
    }

    public void remove() {
        home.change(() -> sphere.scenes.remove(id()));
    }
}
