package io.crownstone2mqtt.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A room of a sphere. Its verbs send the events that the real cloud sends. */
public final class SimulatedLocation {
    private final World world;
    private final SimulatedSphere sphere;
    private final String id;
    private final int uid;
    private final @Nullable String icon;
    private final @Nullable String stockPicture;
    private final Instant createdAt;
    private Instant updatedAt;
    private String name;

    SimulatedLocation(
            World world,
            SimulatedSphere sphere,
            int uid,
            String name,
            @Nullable String icon,
            @Nullable String stockPicture) {
        this.world = world;
        this.sphere = sphere;
        this.id = world.newId();
        this.uid = uid;
        this.name = name;
        this.icon = icon;
        this.stockPicture = stockPicture;
        this.createdAt = world.now();
        this.updatedAt = createdAt;
    }

    public String id() {
        return id;
    }

    public int uid() {
        return uid;
    }

    public String name() {
        return world.read(() -> name);
    }

    public SimulatedSphere sphere() {
        return sphere;
    }

    public void rename(String newName) {
        world.change(() -> {
            name = newName;
            changed("update");
        });
    }

    /** Deletes the room. Crownstones and people keep its id, which is then stale, until something moves them. */
    public void delete() {
        world.change(() -> {
            sphere.forget(this);
            changed("update");
            changed("delete");
        });
    }

    /** A device of the user comes into this room; the room it was in is left afterwards. */
    public void enter(SimulatedUser user, String device) {
        sphere.people().enterLocation(user, device, this);
    }

    public void enter(SimulatedUser user) {
        enter(user, SimulatedSphere.PHONE);
    }

    /** Sent by phones even if the device was not here. */
    public void exit(SimulatedUser user, String device) {
        sphere.people().exitLocation(user, device, this);
    }

    public void exit(SimulatedUser user) {
        exit(user, SimulatedSphere.PHONE);
    }

    void changed(String operation) {
        updatedAt = world.now();
        world.emit(Events.dataChange(sphere, "locations", operation, id, name));
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("name", name).put("uid", uid);
        if (icon != null) {
            json.put("icon", icon);
        }
        if (stockPicture != null) {
            json.put("stockPicture", stockPicture);
        }
        return json.put("id", id)
                .put("sphereId", sphere.id())
                .put("createdAt", Json.time(createdAt))
                .put("updatedAt", Json.time(updatedAt));
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
