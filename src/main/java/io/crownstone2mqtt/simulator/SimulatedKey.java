package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Bluetooth key of a sphere or a Crownstone. */
record SimulatedKey(String id, String keyType, String key, Instant createdAt) {
    static List<SimulatedKey> create(World world, String... keyTypes) {
        return Stream.of(keyTypes)
                .map(type -> new SimulatedKey(world.newId(), type, world.hex(32), world.now()))
                .toList();
    }

    static ArrayNode json(List<SimulatedKey> keys) {
        ArrayNode all = Json.array();
        keys.forEach(key -> all.add(key.json()));
        return all;
    }

    /** An admin has every key, a member those below, a guest the last three of the Bluetooth keys. */
    boolean isFor(SphereRole role) {
        return switch (keyType) {
            case "BASIC_KEY", "LOCALIZATION_KEY", "SERVICE_DATA_KEY" -> true;
            case "MEMBER_KEY" -> role != SphereRole.GUEST;
            default -> role == SphereRole.ADMIN;
        };
    }

    private ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("keyType", keyType)
                .put("key", key)
                .put("ttl", 0)
                .put("createdAt", Json.time(createdAt));
    }
}
