package io.crownstone2mqtt.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Who is in a sphere, by device: the events carry no device, the picture that is read back counts all of them. */
final class People {
    private record Device(SimulatedUser user, String name) {}

    private final World world;
    private final SimulatedSphere sphere;
    private final Map<Device, @Nullable SimulatedLocation> devices = new LinkedHashMap<>();

    People(World world, SimulatedSphere sphere) {
        this.world = world;
        this.sphere = sphere;
    }

    void enterSphere(SimulatedUser user, String device) {
        world.change(() -> {
            devices.putIfAbsent(new Device(user, device), null);
            tell("enterSphere", null, user);
        });
    }

    void exitSphere(SimulatedUser user, String device) {
        world.change(() -> {
            devices.remove(new Device(user, device));
            tell("exitSphere", null, user);
        });
    }

    void enterLocation(SimulatedUser user, String device, SimulatedLocation location) {
        world.change(() -> {
            SimulatedLocation old = devices.put(new Device(user, device), location);
            tell("enterLocation", location, user);
            if (old != null && old != location) {
                tell("exitLocation", old, user);
            }
        });
    }

    void exitLocation(SimulatedUser user, String device, SimulatedLocation location) {
        world.change(() -> {
            Device key = new Device(user, device);
            if (devices.get(key) == location) {
                devices.put(key, null);
            }
            tell("exitLocation", location, user);
        });
    }

    /** The presence time-out: nobody is told. */
    void forget(SimulatedUser user, String device) {
        world.change(() -> devices.remove(new Device(user, device)));
    }

    void forget(SimulatedUser user) {
        world.change(() -> devices.keySet().removeIf(device -> device.user().equals(user)));
    }

    boolean isPresent(SimulatedUser user) {
        return world.read(
                () -> devices.keySet().stream().anyMatch(device -> device.user().equals(user)));
    }

    ArrayNode json(Set<SimulatedUser> members) {
        Map<SimulatedUser, ArrayNode> locations = new LinkedHashMap<>();
        devices.forEach((device, location) -> {
            if (device.user().uploadsLocation() && members.contains(device.user())) {
                ArrayNode rooms = locations.computeIfAbsent(device.user(), _ -> Json.array());
                if (location != null) {
                    rooms.add(location.id());
                }
            }
        });
        ArrayNode people = Json.array();
        locations.forEach((user, rooms) ->
                people.add(Json.object().put("userId", user.id()).set("locations", rooms)));
        return people;
    }

    private void tell(String subType, @Nullable SimulatedLocation location, SimulatedUser user) {
        world.emit(Events.presence(sphere, subType, location, user));
    }
}
