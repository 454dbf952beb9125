package io.crownstone2mqtt.simulator;

import org.jspecify.annotations.Nullable;

/** A room of a sphere. Its methods send the events that the real cloud sends. */
public final class SimulatedLocation extends SimulatedThing {
    private final SimulatedSphere sphere;

    SimulatedLocation(
            SimulatedSphere sphere, int uid, String name, @Nullable String icon, @Nullable String stockPicture) {
        super(sphere.home, Json.object().put("name", name).put("uid", uid));
        this.sphere = sphere;
        document.put("sphereId", sphere.id());
        if (icon != null) {
            document.put("icon", icon);
        }
        if (stockPicture != null) {
            document.put("stockPicture", stockPicture);
        }
    }

    public int uid() {
        return number("uid");
    }

    public String name() {
        return String.valueOf(text("name"));
    }

    public SimulatedSphere sphere() {
        return sphere;
    }

    public void rename(String newName) {
        setText("name", newName);
    }

    /** Deletes the room. Crownstones and people keep its id, which is then stale, until something moves them. */
    public void delete() {
        home.change(() -> {
            sphere.locations.remove(id());
            changed("update");
            changed("delete");
        });
    }

    /** A device of the user comes into this room; the room it was in is left afterwards. */
    public void enter(SimulatedUser user, String device) {
        sphere.devices.enterLocation(user, device, this);
    }

    public void enter(SimulatedUser user) {
        enter(user, SimulatedSphere.PHONE);
    }

    /** Sent by phones even if the device was not here. */
    public void exit(SimulatedUser user, String device) {
        sphere.devices.exitLocation(user, device, this);
    }

    public void exit(SimulatedUser user) {
        exit(user, SimulatedSphere.PHONE);
    }

    @Override
    void changed(String operation) {
        super.changed(operation);
        home.send(sphere, Events.dataChange(sphere, "locations", operation, Events.idAndName(this)));
    }
}
