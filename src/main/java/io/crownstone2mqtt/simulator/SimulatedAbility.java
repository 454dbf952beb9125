package io.crownstone2mqtt.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An ability of a Crownstone: the wish of the user, and whether the app has carried it to the device. */
final class SimulatedAbility {
    private record Property(String id, String type, String value) {}

    private final World world;
    private final String id;
    private final String type;
    private final Instant createdAt;
    private final @Nullable Property property;
    private Instant updatedAt;
    private boolean enabled;
    private boolean synced = true;

    SimulatedAbility(World world, CrownstoneSpec.AbilitySpec spec) {
        this.world = world;
        this.id = world.newId();
        this.type = spec.type();
        this.enabled = spec.enabled();
        this.property = switch (spec.enabled() ? type : "") {
            case "dimming" -> new Property(world.newId(), "softOnSpeed", "8");
            case "tapToToggle" -> new Property(world.newId(), "rssiOffset", "-5");
            default -> null;
        };
        this.createdAt = world.now();
        this.updatedAt = createdAt;
    }

    String type() {
        return type;
    }

    boolean enabled() {
        return enabled;
    }

    void set(boolean nowEnabled, boolean nowSynced) {
        enabled = nowEnabled;
        synced = nowSynced;
        updatedAt = world.now();
    }

    ObjectNode reference() {
        return Json.object().put("type", type).put("enabled", enabled).put("syncedToCrownstone", synced);
    }

    ObjectNode json(SimulatedCrownstone crownstone, boolean withProperties) {
        ObjectNode json = reference()
                .put("id", id)
                .put("stoneId", crownstone.id())
                .put("sphereId", crownstone.sphere().id())
                .put("createdAt", Json.time(createdAt))
                .put("updatedAt", Json.time(updatedAt));
        if (withProperties) {
            json.set("properties", properties(crownstone));
        }
        return json;
    }

    private ArrayNode properties(SimulatedCrownstone crownstone) {
        ArrayNode all = Json.array();
        if (property != null) {
            all.add(Json.object()
                    .put("type", property.type())
                    .put("value", property.value())
                    .put("syncedToCrownstone", true)
                    .put("id", property.id())
                    .put("abilityId", id)
                    .put("sphereId", crownstone.sphere().id())
                    .put("createdAt", Json.time(createdAt))
                    .put("updatedAt", Json.time(createdAt)));
        }
        return all;
    }
}
