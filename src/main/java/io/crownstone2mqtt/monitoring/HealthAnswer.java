package io.crownstone2mqtt.monitoring;

import tools.jackson.databind.JsonNode;

/**
 * What a running bridge of this machine says about itself, asked from outside.
 *
 * @param line its health and which it is, or what is wrong and what to do
 */
public record HealthAnswer(boolean healthy, String line) {
    /** Of the one that was looked for. */
    public static HealthAnswer of(RunningBridges bridges) {
        RunningBridges.RunningBridge found = bridges.found();
        if (found == null) {
            return new HealthAnswer(false, bridges.missing());
        }
        JsonNode health = found.health();
        boolean ready = health.path("ready").asBoolean(false);
        String status = health.path("status").asString(ready ? "healthy" : "not ready");
        int more = bridges.wanted().size() - 1;
        return new HealthAnswer(
                ready,
                status + " (" + BridgeIdentity.line(found.bridge())
                        + (more == 0 ? "" : "; the youngest of " + (more + 1) + " with this configuration") + ")");
    }
}
