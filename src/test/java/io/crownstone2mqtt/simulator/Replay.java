package io.crownstone2mqtt.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Does in the recorded home what must have happened for events to come. One deed may lead to two events. */
final class Replay {
    /** Sends a list of commands for the recorded sphere. */
    interface Commander {
        void send(String commands) throws Exception;
    }

    private final RecordedHome home;
    private final Commander commander;
    private final Map<String, SimulatedCrownstone> newCrownstones = new HashMap<>();
    private final Map<String, SimulatedLocation> newLocations = new HashMap<>();

    Replay(RecordedHome home, Commander commander) {
        this.home = home;
        this.commander = commander;
    }

    void play(List<JsonNode> events) throws Exception {
        JsonNode nothing = PlainClient.JSON.missingNode();
        for (int i = 0; i < events.size(); i++) {
            JsonNode previous = i == 0 ? nothing : events.get(i - 1);
            JsonNode next = i == events.size() - 1 ? nothing : events.get(i + 1);
            if (!followsFrom(previous, events.get(i))) {
                deed(events.get(i), next);
            }
        }
    }

    /** Whether the deed that led to one event leads to the next one too. */
    private static boolean followsFrom(JsonNode previous, JsonNode event) {
        return switch (kind(event)) {
            case "presence/exitLocation" -> kind(previous).equals("presence/enterLocation");
            case "dataChange/locations/delete" -> kind(previous).equals("dataChange/locations/update");
            case "sphereTokensChanged/sphereAuthorizationTokens/update" ->
                kind(previous).equals("dataChange/users/update");
            case "abilityChange/dimming" -> kind(previous).equals("abilityChange/dimming");
            default -> false;
        };
    }

    private void deed(JsonNode event, JsonNode next) throws Exception {
        String id = event.path("changedItem").path("id").asString("");
        String name = event.path("changedItem").path("name").asString(null);
        switch (kind(event)) {
            case "system/STREAM_START" -> {
                // Connecting was the deed.
            }
            case "command/multiSwitch" -> commander.send(commands(event).toString());
            case "switchStateUpdate/stone" -> report(event.path("crownstone"));
            case "presence/enterSphere" -> home.sphere.enter(user(event), device(event));
            case "presence/exitSphere" -> home.sphere.exit(user(event), device(event));
            case "presence/enterLocation" -> location(event).enter(user(event), device(event));
            case "presence/exitLocation" -> location(event).exit(user(event), device(event));
            case "dataChange/stones/create" ->
                newCrownstones.put(id, home.sphere.addCrownstone(CrownstoneSpec.named(name)));
            case "dataChange/stones/update" -> home.bare.rename(name);
            case "dataChange/stones/delete" -> known(newCrownstones.get(id)).remove();
            case "dataChange/locations/create" -> newLocations.put(id, home.sphere.addLocation(name));
            case "dataChange/locations/update" -> changeLocation(known(newLocations.get(id)), name, next);
            case "dataChange/spheres/update" -> home.sphere.rename(name);
            case "dataChange/users/update" -> home.sphere.changeRole(home.gus, SphereRole.MEMBER);
            case "abilityChange/dimming" -> home.ceiling.setDimming(true);
            case "sphereTokensChanged/sphereAuthorizationTokens/update" -> home.sphere.addHub("MyHub", "192.168.1.5");
            case "invitationChange/invited" -> home.sphere.invite("outsider@example.com");
            case "invitationChange/invitationRevoked" -> home.sphere.revokeInvitation("outsider@example.com");
            default -> throw new AssertionError("no deed known for " + event);
        }
    }

    private static <T> T known(@Nullable T thing) {
        return Objects.requireNonNull(thing, "the recording changes what it did not create");
    }

    private static void changeLocation(SimulatedLocation location, String name, JsonNode next) {
        if (kind(next).equals("dataChange/locations/delete")) {
            location.delete();
        } else {
            location.rename(name);
        }
    }

    private void report(JsonNode crownstone) {
        String id = crownstone.path("id").stringValue();
        double percentage = crownstone.path("percentage").doubleValue();
        home.sphere.crownstoneById(id).orElseThrow().reportState(percentage);
    }

    private static ArrayNode commands(JsonNode event) {
        ArrayNode commands = PlainClient.JSON.createArrayNode();
        event.path("switchData").forEach(data -> {
            ObjectNode command = commands.addObject();
            command.set("stoneId", data.get("id"));
            command.set("type", data.get("type"));
            if (data.has("percentage")) {
                command.set("percentage", data.get("percentage"));
            }
        });
        return commands;
    }

    private SimulatedUser user(JsonNode event) {
        String id = event.path("user").path("id").stringValue();
        return home.home.users().stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A second device comes in where the first one already is. */
    private String device(JsonNode event) {
        boolean second = kind(event).equals("presence/enterSphere") && home.sphere.devices.contains(user(event));
        return second || secondIsMoving(event) ? "tablet" : "phone";
    }

    private boolean secondIsMoving(JsonNode event) {
        return kind(event).equals("presence/enterLocation")
                && home.sphere
                        .devices
                        .presentPeople()
                        .toString()
                        .contains("[\"" + event.path("location").path("id").stringValue() + "\"]");
    }

    private SimulatedLocation location(JsonNode event) {
        return home.sphere
                .locationById(event.path("location").path("id").stringValue())
                .orElseThrow();
    }

    private static String kind(JsonNode event) {
        return Stream.of("type", "subType", "operation")
                .filter(event::has)
                .map(field -> event.path(field).stringValue())
                .collect(Collectors.joining("/"));
    }
}
