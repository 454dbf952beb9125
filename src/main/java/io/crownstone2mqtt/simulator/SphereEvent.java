package io.crownstone2mqtt.simulator;

import tools.jackson.databind.JsonNode;

/** One event as it goes to everybody who streams the sphere: serialised once, whoever listens. */
record SphereEvent(String sphereId, String json) {
    static SphereEvent of(SimulatedSphere sphere, JsonNode event) {
        return new SphereEvent(sphere.id(), Json.text(event));
    }
}
