package io.crownstone2mqtt.monitoring.http;

import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.monitoring.HealthWatch;
import io.crownstone2mqtt.monitoring.Journal;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that the status page shows, as {@code /status.json}. */
record StatusJson(BridgeOptions options, HealthWatch health, Journal journal, boolean control) {
    private static final Comparator<String> BY_NAME =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    /** Another one whenever something may be new. */
    Object version() {
        return new Revision(
                health.state(),
                journal.commands(),
                journal.problems(),
                health.report().alive());
    }

    private record Revision(Object state, Object commands, Object problems, boolean alive) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Revision that
                    && state == that.state
                    && commands == that.commands
                    && problems == that.problems
                    && alive == that.alive;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(state);
        }
    }

    ObjectNode now() {
        BridgeState state = health.state();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", options.mirror().version());
        json.put("started", options.addresses().started().toString());
        json.put("broker", options.addresses().broker().toString());
        json.put("cloud", options.addresses().cloud().toString());
        json.put("control", control);
        json.set("health", health.report().toJson());
        ArrayNode spheres = json.putArray("spheres");
        state.home().spheres().values().stream()
                .sorted(Comparator.comparing(Sphere::label, BY_NAME))
                .forEach(sphere -> put(spheres.addObject(), sphere, state));
        ArrayNode commands = json.putArray("commands");
        journal.commands().forEach(command -> put(commands.addObject(), command));
        ArrayNode problems = json.putArray("problems");
        journal.problems()
                .forEach(problem ->
                        problems.addObject().put("at", problem.at().toString()).put("text", problem.text()));
        return json;
    }

    private void put(ObjectNode json, Sphere sphere, BridgeState state) {
        json.put("id", sphere.id().value());
        json.put("name", sphere.label());
        json.put("online", state.online().containsKey(sphere.id()));
        Map<Optional<LocationId>, Double> energy = kilowattHoursToday(sphere, state);
        json.put("energy_today_kwh_elsewhere", energy.get(Optional.<LocationId>empty()));
        ArrayNode rooms = json.putArray("rooms");
        sphere.locations().values().stream()
                .sorted(Comparator.comparing(Location::label, BY_NAME))
                .forEach(location -> rooms.addObject()
                        .put("id", location.id().value())
                        .put("name", location.label())
                        .put("energy_today_kwh", energy.get(Optional.of(location.id()))));
        ArrayNode crownstones = json.putArray("crownstones");
        sphere.crownstones().values().stream()
                .sorted(Comparator.comparing(Crownstone::label, BY_NAME))
                .forEach(crownstone -> put(crownstones.addObject(), crownstone));
        putSwitching(json, sphere);
        ArrayNode scenes = json.putArray("scenes");
        sphere.scenes().values().stream()
                .sorted(Comparator.comparing(Scene::label, BY_NAME))
                .forEach(scene ->
                        scenes.addObject().put("id", scene.id().value()).put("name", scene.label()));
        ArrayNode hubs = json.putArray("hubs");
        sphere.hubs().values().stream()
                .sorted(Comparator.comparing(Hub::label, BY_NAME))
                .forEach(hub -> put(hubs.addObject(), hub));
        ArrayNode people = json.putArray("people");
        if (options.mirror().people().mirrored()) {
            sphere.users().values().stream()
                    .sorted(Comparator.comparing(this::name, BY_NAME))
                    .forEach(user -> put(people.addObject(), sphere, user));
        }
    }

    /** By room, of the Crownstones that have a meter; those in no known room are under the empty one. */
    private static Map<Optional<LocationId>, Double> kilowattHoursToday(Sphere sphere, BridgeState state) {
        Map<Optional<LocationId>, Double> byRoom = new HashMap<>();
        for (Crownstone each : sphere.crownstones().values()) {
            Double today = state.kilowattHoursToday(each.id());
            if (today != null) {
                Optional<LocationId> room =
                        Optional.ofNullable(each.location()).filter(sphere.locations()::containsKey);
                byRoom.merge(room, today, Double::sum);
            }
        }
        return byRoom;
    }

    /** Null where it cannot be known whether anybody can carry out commands. */
    private void putSwitching(ObjectNode json, Sphere sphere) {
        boolean presenceKnown = options.mirror().people().mirrored();
        json.put("switching", sphere.switching(presenceKnown).orElse(null));
        json.put("switching_reason", sphere.whyNobodySwitches(presenceKnown).orElse(null));
    }

    private static void put(ObjectNode json, Hub hub) {
        LocationId room = hub.location();
        json.put("id", hub.id().value());
        json.put("name", hub.label());
        json.put("room", room == null ? null : room.value());
        json.put("connected", hub.isConnected());
        json.put("last_seen", hub.lastSeen() == null ? null : hub.lastSeen().toString());
    }

    private String name(User user) {
        return options.mirror().people().byName() ? user.label() : user.id().value();
    }

    private void put(ObjectNode json, Sphere sphere, User user) {
        json.put("id", user.id().value());
        json.put("name", name(user));
        json.put("present", sphere.presence().isPresent(user.id()));
        ArrayNode rooms = json.putArray("rooms");
        Stream<LocationId> ids = sphere.presence().locationsOf(user.id()).stream();
        ids.filter(id -> sphere.locations().containsKey(id))
                .map(LocationId::value)
                .sorted()
                .forEach(rooms::add);
    }

    private static void put(ObjectNode json, Crownstone crownstone) {
        json.put("id", crownstone.id().value());
        json.put("name", crownstone.label());
        json.put("type", crownstone.type());
        LocationId room = crownstone.location();
        json.put("room", room == null ? null : room.value());
        json.put("switches", crownstone.canSwitch());
        json.put("dims", crownstone.canDim());
        json.put("locked", crownstone.locked());
        SwitchState state = crownstone.state();
        if (state != null) {
            json.putObject("state")
                    .put("on", state.on())
                    .put("percentage", state.percentage())
                    .put("confirmed", state.confirmed())
                    .put("source", lower(state.source()))
                    .put("since", state.since().toString());
        }
    }

    private static void put(ObjectNode json, Journal.JournalCommand command) {
        json.put("at", command.at().toString());
        json.put("name", command.name());
        json.put("command", command.command() == null ? null : command.command().toString());
        json.put("status", lower(command.status()));
        Duration accepted = command.accepted();
        json.put("accepted_ms", accepted == null ? null : accepted.toMillis());
        json.put("latency_ms", command.latency().toMillis());
        json.put("reason", command.reason());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
