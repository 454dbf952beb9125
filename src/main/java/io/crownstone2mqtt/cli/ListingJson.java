package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A listing for programs: its shape is part of the contract, see docs/commands.md; members may be added. */
final class ListingJson {
    private final AccountsView view;
    private final BridgeOptions.SphereFilter filter;

    ListingJson(AccountsView view, Settings settings) {
        this.view = view;
        this.filter = Wiring.spheres(settings);
    }

    ObjectNode of(List<ListCommand.What> kinds, List<Sphere> spheres) {
        ObjectNode json = object();
        for (ListCommand.What kind : kinds) {
            ArrayNode all = json.putArray(kind.toString());
            spheres.forEach(sphere -> add(kind, sphere, all));
        }
        return json;
    }

    private void add(ListCommand.What kind, Sphere sphere, ArrayNode all) {
        switch (kind) {
            case SPHERES -> all.add(sphere(sphere));
            case LOCATIONS -> Sorting.locations(sphere).forEach(each -> all.add(location(sphere, each)));
            case CROWNSTONES -> Sorting.crownstones(sphere).forEach(each -> all.add(crownstone(sphere, each)));
            case USERS -> Sorting.users(sphere).forEach(each -> all.add(user(sphere, each)));
            case SCENES -> Sorting.scenes(sphere).forEach(each -> all.add(scene(sphere, each)));
            case HUBS -> Sorting.hubs(sphere).forEach(each -> all.add(hub(sphere, each)));
        }
    }

    private ObjectNode sphere(Sphere sphere) {
        ObjectNode json = object().put("id", sphere.id().value())
                .put("name", sphere.name())
                .put("uid", sphere.uid())
                .put("role", lower(view.best(sphere.id()).role()))
                .put("mirrored", filter.takes(sphere))
                .put("switching", view.switching(sphere).orElse(null));
        json.set("present", people(sphere.presence().people().keySet()));
        return json;
    }

    private static ObjectNode location(Sphere sphere, Location location) {
        ObjectNode json = object().put("id", location.id().value())
                .put("sphere", sphere.id().value())
                .put("name", location.name())
                .put("uid", location.uid())
                .put("icon", location.icon());
        json.set(
                "present",
                people(sphere.presence().people().keySet().stream()
                        .filter(user -> sphere.presence().isIn(user, location.id()))
                        .toList()));
        return json;
    }

    private static ObjectNode crownstone(Sphere sphere, Crownstone crownstone) {
        LocationId location = crownstone.location();
        ObjectNode json = object().put("id", crownstone.id().value())
                .put("sphere", sphere.id().value())
                .put("name", crownstone.name())
                .put("uid", crownstone.uid())
                .put("location", location == null ? null : location.value())
                .put("type", crownstone.type())
                .put("icon", crownstone.icon())
                .put("firmware", crownstone.firmware())
                .put("hardware", crownstone.hardware())
                .put("address", crownstone.address())
                .put("switches", crownstone.canSwitch())
                .put("dims", crownstone.canDim())
                .put("locked", crownstone.locked());
        ArrayNode abilities = json.putArray("abilities");
        crownstone.abilities().forEach(each -> abilities.add(ability(each)));
        json.set("state", state(crownstone.state()));
        return json;
    }

    private static ObjectNode ability(Ability ability) {
        return object().put("type", ability.type())
                .put("enabled", ability.enabled())
                .put("synced", ability.synced());
    }

    private static JsonNode state(@Nullable SwitchState state) {
        return state == null
                ? JsonNodeFactory.instance.nullNode()
                : object().put("percentage", state.percentage())
                        .put("since", state.since().toString());
    }

    private static ObjectNode user(Sphere sphere, User user) {
        ObjectNode json = object().put("id", user.id().value())
                .put("sphere", sphere.id().value())
                .put("first_name", user.firstName())
                .put("last_name", user.lastName())
                .put("role", lower(user.role()))
                .put("present", sphere.presence().isPresent(user.id()));
        ArrayNode locations = json.putArray("locations");
        sphere.presence().locationsOf(user.id()).stream()
                .map(LocationId::value)
                .sorted()
                .forEach(locations::add);
        return json;
    }

    private static ObjectNode scene(Sphere sphere, Scene scene) {
        ObjectNode json = object().put("id", scene.id().value())
                .put("sphere", sphere.id().value())
                .put("name", scene.name());
        Map<Integer, Integer> known = scene.levels();
        if (known == null) {
            return json.putNull("levels");
        }
        ObjectNode levels = json.putObject("levels");
        Sorting.crownstones(sphere).stream()
                .filter(each -> each.uid() != null && known.containsKey(each.uid()))
                .forEach(each -> levels.put(each.id().value(), known.get(each.uid())));
        return json;
    }

    private static ObjectNode hub(Sphere sphere, Hub hub) {
        return object().put("id", hub.id().value())
                .put("sphere", sphere.id().value())
                .put("name", hub.name())
                .put("location", hub.location() == null ? null : hub.location().value())
                .put("connected", hub.isConnected())
                .put("last_seen", hub.lastSeen() == null ? null : hub.lastSeen().toString());
    }

    private static ArrayNode people(Collection<UserId> people) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        people.stream().map(UserId::value).sorted().forEach(json::add);
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
