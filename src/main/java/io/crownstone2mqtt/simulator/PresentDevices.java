package io.crownstone2mqtt.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Who is in a sphere, by device: events name no device, the list of present people counts all of them. */
final class PresentDevices {
    private record UserDevice(SimulatedUser user, String name) {}

    private final SimulatedSphere sphere;
    private final Map<UserDevice, @Nullable SimulatedLocation> locations = new LinkedHashMap<>();

    PresentDevices(SimulatedSphere sphere) {
        this.sphere = sphere;
    }

    void enterSphere(SimulatedUser user, String device) {
        sphere.home.change(() -> {
            locations.putIfAbsent(new UserDevice(user, device), null);
            send("enterSphere", null, user);
        });
    }

    void exitSphere(SimulatedUser user, String device) {
        sphere.home.change(() -> {
            locations.remove(new UserDevice(user, device));
            send("exitSphere", null, user);
        });
    }

    void enterLocation(SimulatedUser user, String device, SimulatedLocation location) {
        sphere.home.change(() -> {
            SimulatedLocation left = locations.put(new UserDevice(user, device), location);
            send("enterLocation", location, user);
            if (left != null && left != location) {
                send("exitLocation", left, user);
            }
        });
    }

    void exitLocation(SimulatedUser user, String device, SimulatedLocation location) {
        sphere.home.change(() -> {
            UserDevice key = new UserDevice(user, device);
            if (locations.get(key) == location) {
                locations.put(key, null);
            }
            send("exitLocation", location, user);
        });
    }

    /** No event says so. */
    void remove(SimulatedUser user, String device) {
        sphere.home.change(() -> locations.remove(new UserDevice(user, device)));
    }

    void remove(SimulatedUser user) {
        sphere.home.change(
                () -> locations.keySet().removeIf(device -> device.user().equals(user)));
    }

    boolean contains(SimulatedUser user) {
        return sphere.home.read(() ->
                locations.keySet().stream().anyMatch(device -> device.user().equals(user)));
    }

    boolean isEmpty() {
        return sphere.home.read(locations::isEmpty);
    }

    ArrayNode presentPeople() {
        Map<SimulatedUser, ArrayNode> rooms = new LinkedHashMap<>();
        locations.forEach((device, location) -> {
            SimulatedUser user = device.user();
            if (user.is("uploadLocation") && sphere.roleOf(user).isPresent()) {
                ArrayNode ofUser = rooms.computeIfAbsent(user, _ -> Json.array());
                if (location != null) {
                    ofUser.add(location.id());
                }
            }
        });
        ArrayNode people = Json.array();
        rooms.forEach((user, ids) -> people.addObject().put("userId", user.id()).set("locations", ids));
        return people;
    }

    private void send(String subType, @Nullable SimulatedLocation location, SimulatedUser user) {
        sphere.home.send(sphere, Events.presence(sphere, subType, location, user));
    }
}
