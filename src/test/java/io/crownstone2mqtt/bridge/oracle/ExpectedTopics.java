package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.bridge.oracle.SimulatedHome.CrownstoneTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.Person;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.RoomTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.SceneTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.SphereTruth;
import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.UserId;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the broker should hold for the truth, by code of its own: nothing of the code under test is used. */
final class ExpectedTopics {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MANIFEST = Options.BASE + "/bridge/manifest/";

    private final Options options;
    private final SimulatedHome home;
    private final long now;
    private final Map<String, String> values = new TreeMap<>();
    /** Topics whose payload is checked apart. */
    private final Set<String> others = new TreeSet<>();
    /** Discovery topics and a topic that each payload must name. */
    private final Map<String, String> discovery = new TreeMap<>();

    private final Map<String, Set<String>> entities = new HashMap<>();
    private final Map<UserId, SphereTruth> firstSphere = new HashMap<>();

    private ExpectedTopics(Options options, SimulatedHome home, long now) {
        this.options = options;
        this.home = home;
        this.now = now;
    }

    static void check(Options options, SimulatedHome home, long now, Map<String, String> held) {
        new ExpectedTopics(options, home, now).check(held);
    }

    /** Who is where, and nothing else. */
    static void checkPresence(Options options, SimulatedHome home, long now, Map<String, String> held) {
        ExpectedTopics expected = new ExpectedTopics(options, home, now);
        expected.compose();
        expected.values.keySet().removeIf(topic -> !topic.endsWith("/presence") || !held.containsKey(topic));
        expected.compareValues(held, "after the next reading");
    }

    private void check(Map<String, String> held) {
        Map<CloudId, String> levels = compose();
        compareTopics(withoutManifest(held));
        compareManifest(held);
        compareValues(held, "at the end");
        checkCrownstones(held, levels);
        discovery.forEach((topic, named) -> checkDiscovery(topic, named, Objects.requireNonNull(held.get(topic))));
    }

    private Map<CloudId, String> compose() {
        List<SphereTruth> spheres = home.mirrored();
        bridge();
        Map<CloudId, String> levels =
                levels(spheres, each -> each.id, ExpectedTopics::sphereSlug, each -> each.id.tail());
        for (SphereTruth sphere : spheres) {
            sphere.roles.keySet().forEach(user -> firstSphere.putIfAbsent(user, sphere));
        }
        spheres.forEach(sphere -> sphere(sphere, Options.BASE + "/" + levels.get(sphere.id)));
        return levels;
    }

    private void bridge() {
        String bridge = Options.BASE + "/bridge/";
        values.put(bridge + "state", "online");
        values.put(bridge + "problems", "{\"count\":0,\"problems\":[]}");
        values.put(bridge + "log-level", "info");
        others.add(bridge + "info");
        home.accounts().forEach(account -> {
            values.put(bridge + "account/" + account + "/cloud", "online");
            values.put(bridge + "account/" + account + "/events", "online");
        });
    }

    private void sphere(SphereTruth sphere, String path) {
        values.put(path + "/availability", "online");
        scenes(sphere, path);
        hubs(sphere, path);
        switching(sphere, path);
        announce("crownstone_sphere_" + sphere.id, "binary_sensor", "cloud", path + "/availability");
        Map<UserId, Set<LocationId>> present = home.present(sphere);
        if (options.presence()) {
            people(path, present.keySet());
            announce("crownstone_sphere_" + sphere.id, "binary_sensor", "presence", path + "/presence");
            announce("crownstone_sphere_" + sphere.id, "sensor", "people", path + "/presence/attributes");
            rooms(sphere, path, present);
            for (Person person : home.people) {
                if (sphere.roles.containsKey(person.id())) {
                    user(sphere, path, person, present.get(person.id()));
                }
            }
        }
        crownstoneLevels(sphere)
                .forEach((id, level) ->
                        crownstone(Objects.requireNonNull(sphere.crownstones.get(id)), path + "/crownstone/" + level));
    }

    private void switching(SphereTruth sphere, String path) {
        if (!options.presence() && sphere.hubs.isEmpty()) {
            return;
        }
        boolean live = sphere.hubs.values().stream().anyMatch(each -> each.isLive(now));
        boolean somebody = options.presence() && !home.present(sphere).isEmpty();
        values.put(path + "/switching", live || somebody ? "ON" : "OFF");
        announce("crownstone_sphere_" + sphere.id, "binary_sensor", "switching", path + "/switching");
    }

    private void scenes(SphereTruth sphere, String path) {
        levels(
                        sphere.scenes.values(),
                        each -> each.id,
                        each -> slugOr(each.name, "scene-" + each.id.tail()),
                        each -> each.id.tail())
                .forEach((id, level) -> {
                    SceneTruth scene = Objects.requireNonNull(sphere.scenes.get(id));
                    String at = path + "/scene/" + level;
                    values.put(
                            at + "/attributes",
                            "{\"name\":\"%s\",\"id\":\"%s\",\"levels\":{%s}}"
                                    .formatted(scene.label(), id.value(), sceneLevels(sphere, scene)));
                    announce("crownstone_sphere_" + sphere.id, "scene", "scene_" + id.value(), at + "/set");
                });
    }

    private static String sceneLevels(SphereTruth sphere, SceneTruth scene) {
        List<String> labels =
                sphere.crownstones.values().stream().map(ExpectedTopics::label).toList();
        return sphere.crownstones.values().stream()
                .sorted(Comparator.comparing(each -> each.uid))
                .filter(each -> scene.levels.containsKey(each.uid))
                .map(each -> {
                    String label = label(each);
                    String key = Collections.frequency(labels, label) == 1 ? label : label + " (" + each.uid + ")";
                    return "\"%s\":%d".formatted(key, scene.levels.get(each.uid));
                })
                .collect(Collectors.joining(","));
    }

    private static String label(CrownstoneTruth crownstone) {
        return crownstone.name.isBlank() ? "Crownstone " + crownstone.uid : crownstone.name;
    }

    private void hubs(SphereTruth sphere, String path) {
        levels(
                        sphere.hubs.values(),
                        each -> each.id,
                        each -> slugOr(each.name, "hub-" + each.id.tail()),
                        each -> each.id.tail())
                .forEach((id, level) -> {
                    String at = path + "/hub/" + level;
                    boolean live = Objects.requireNonNull(sphere.hubs.get(id)).isLive(now);
                    values.put(at + "/connectivity", live ? "ON" : "OFF");
                    others.add(at + "/attributes");
                    announce("crownstone_hub_" + id.value(), "binary_sensor", "connectivity", at + "/connectivity");
                });
    }

    private void people(String path, Collection<UserId> present) {
        String names = present.stream()
                .map(this::called)
                .sorted()
                .map(each -> '"' + each + '"')
                .collect(Collectors.joining(","));
        values.put(path + "/presence", present.isEmpty() ? "OFF" : "ON");
        values.put(path + "/presence/attributes", "{\"count\":%d,\"users\":[%s]}".formatted(present.size(), names));
    }

    private String called(UserId user) {
        return options.peopleByName()
                ? home.people.stream()
                        .filter(each -> each.id().equals(user))
                        .findFirst()
                        .orElseThrow()
                        .name()
                : user.value();
    }

    private void rooms(SphereTruth sphere, String path, Map<UserId, Set<LocationId>> present) {
        levels(
                        sphere.rooms.values(),
                        each -> each.id,
                        each -> slugOr(each.name, "location-" + each.uid),
                        each -> "" + each.uid)
                .forEach((id, level) -> {
                    List<UserId> inside = present.entrySet().stream()
                            .filter(entry -> entry.getValue().contains((LocationId) id))
                            .map(Map.Entry::getKey)
                            .toList();
                    String at = path + "/location/" + level;
                    people(at, inside);
                    announce("crownstone_location_" + id.value(), "binary_sensor", "presence", at + "/presence");
                });
    }

    private void user(SphereTruth sphere, String path, Person person, @Nullable Set<LocationId> where) {
        boolean byId = options.topicsById() || !options.peopleByName();
        String at = path + "/user/" + (byId ? person.id().value() : slug(person.name()));
        List<String> rooms = where == null
                ? List.of()
                : where.stream()
                        .map(sphere.rooms::get)
                        .filter(Objects::nonNull)
                        .map(RoomTruth::label)
                        .sorted()
                        .toList();
        values.put(at + "/presence", where == null ? "not_home" : "home");
        values.put(
                at + "/location", where == null ? "not_home" : rooms.isEmpty() ? "unknown" : String.join(", ", rooms));
        values.put(
                at + "/attributes",
                "{\"in_zones\":[%s],\"sphere\":\"%s\",\"locations\":[%s]}"
                        .formatted(
                                where == null ? "" : "\"zone.home\"",
                                sphere.label(),
                                rooms.stream().map(each -> '"' + each + '"').collect(Collectors.joining(","))));
        String node =
                "crownstone_user_" + person.id() + (sphere.equals(firstSphere.get(person.id())) ? "" : "_" + sphere.id);
        announce(node, "device_tracker", "presence", at + "/presence");
        announce(node, "sensor", "location", at + "/location");
    }

    private void crownstone(CrownstoneTruth crownstone, String path) {
        others.add(path + "/attributes");
        if (!crownstone.canSwitch) {
            return;
        }
        others.add(path + "/state");
        if (crownstone.stored != null) {
            values.put(path + "/switch", crownstone.stored > 0 ? "ON" : "OFF");
            if (crownstone.dims) {
                values.put(path + "/brightness", "" + crownstone.stored);
            }
        }
        String kind = crownstone.dims || options.nonDimmableAsLight() ? "light" : "switch";
        announce("crownstone_" + crownstone.id, kind, kind, path + "/set");
    }

    private void announce(String node, String component, String key, String named) {
        String topic = options.deviceFormat()
                ? Options.PREFIX + "/device/" + node + "/config"
                : Options.PREFIX + "/" + component + "/" + node + "/" + key + "/config";
        discovery.put(topic, named);
        entities.computeIfAbsent(topic, _ -> new TreeSet<>()).add(key);
    }

    private void compareTopics(Map<String, String> held) {
        Set<String> wanted = new TreeSet<>(values.keySet());
        wanted.addAll(others);
        wanted.addAll(discovery.keySet());
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(held.keySet());
        if (!missing.isEmpty()) {
            throw new Violation("missing topics at the end", missing.toString());
        }
        Set<String> orphans = new TreeSet<>(held.keySet());
        orphans.removeAll(wanted);
        orphans.removeIf(topic -> topic.contains("/crownstone2mqtt_crownstone2mqtt/") || topic.equals(World.FOREIGN));
        if (!orphans.isEmpty()) {
            throw new Violation("orphans at the end", orphans.toString());
        }
        if (!held.containsKey(World.FOREIGN)) {
            throw new Violation("somebody else's topic was cleared", World.FOREIGN);
        }
    }

    private static Map<String, String> withoutManifest(Map<String, String> held) {
        Map<String, String> others = new TreeMap<>(held);
        others.keySet().removeIf(topic -> topic.startsWith(MANIFEST));
        return others;
    }

    /** It names what the bridge holds, all of it and nothing else: in parts that know how many they are. */
    private static void compareManifest(Map<String, String> held) {
        Set<String> named = new TreeSet<>();
        List<String> parts = held.keySet().stream()
                .filter(topic -> topic.startsWith(MANIFEST))
                .toList();
        for (String topic : parts) {
            JsonNode part = JSON.readTree(held.get(topic));
            equal(topic + " part", MANIFEST + part.path("part").asInt(), topic);
            equal(topic + " parts", part.path("parts").asString(""), "" + parts.size());
            equal(topic + " complete", part.path("complete").asString(""), "true");
            part.path("topics")
                    .properties()
                    .forEach(group ->
                            group.getValue().forEach(leaf -> named.add(group.getKey() + "/" + leaf.asString(""))));
        }
        Set<String> own = new TreeSet<>(withoutManifest(held).keySet());
        own.remove(World.FOREIGN);
        if (!named.equals(own)) {
            throw new Violation("the manifest is not what the broker holds", named + " is not " + own);
        }
    }

    private void compareValues(Map<String, String> held, String when) {
        values.forEach((topic, wanted) -> {
            if (!wanted.equals(held.get(topic))) {
                String leaf = topic.substring(topic.lastIndexOf('/') + 1);
                throw new Violation(
                        "wrong " + leaf + " " + when, "%s is %s, not %s".formatted(topic, held.get(topic), wanted));
            }
        });
    }

    private void checkCrownstones(Map<String, String> held, Map<CloudId, String> spheres) {
        for (SphereTruth sphere : home.mirrored()) {
            crownstoneLevels(sphere).forEach((id, level) -> {
                CrownstoneTruth crownstone = Objects.requireNonNull(sphere.crownstones.get(id));
                String path = Options.BASE + "/" + spheres.get(sphere.id) + "/crownstone/" + level;
                JsonNode attributes = JSON.readTree(held.get(path + "/attributes"));
                equal(path + " id", attributes.path("id").asString(""), crownstone.id.value());
                RoomTruth room = crownstone.location == null ? null : sphere.rooms.get(crownstone.location);
                equal(path + " location", attributes.path("location").asString(""), room == null ? "" : room.label());
                if (crownstone.canSwitch) {
                    checkState(path, crownstone, JSON.readTree(held.get(path + "/state")));
                }
            });
        }
    }

    private static void checkState(String path, CrownstoneTruth crownstone, JsonNode state) {
        Integer stored = crownstone.stored;
        if (stored == null) {
            equal(path + " state", state.path("state").asString("null"), "null");
            return;
        }
        equal(path + " state", state.path("state").asString(""), stored > 0 ? "ON" : "OFF");
        equal(path + " confirmed", state.path("confirmed").asString(""), "true");
        equal(path + " brightness", state.path("brightness").asString(""), crownstone.dims ? "" + stored : "");
    }

    private static void equal(String what, String shown, String truth) {
        if (!shown.equals(truth)) {
            throw new Violation("wrong Crownstone at the end", "%s is %s, not %s".formatted(what, shown, truth));
        }
    }

    private void checkDiscovery(String topic, String named, String payload) {
        if (!payload.contains('"' + named + '"')) {
            throw new Violation("wrong discovery at the end", topic + " does not name " + named + ": " + payload);
        }
        if (options.deviceFormat()) {
            Set<String> announced =
                    new TreeSet<>(JSON.readTree(payload).path("components").propertyNames());
            if (!announced.equals(entities.get(topic))) {
                throw new Violation("wrong entities at the end", topic + " announces " + announced);
            }
        }
    }

    private Map<CloudId, String> crownstoneLevels(SphereTruth sphere) {
        return levels(
                sphere.crownstones.values(),
                each -> each.id,
                each -> slugOr(each.name, "crownstone-" + each.uid),
                each -> "" + each.uid);
    }

    /** Of siblings with one slug the oldest has it, each other gets its mark. The things come oldest first. */
    private <T> Map<CloudId, String> levels(
            Collection<T> things, Function<T, CloudId> id, Function<T, String> slug, Function<T, String> mark) {
        Map<CloudId, String> levels = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (T thing : things) {
            String own = slug.apply(thing);
            String level = taken.add(own) ? own : own + "-" + mark.apply(thing);
            levels.put(id.apply(thing), options.topicsById() ? id.apply(thing).value() : level);
        }
        return levels;
    }

    private static String sphereSlug(SphereTruth sphere) {
        return sphereSlug(sphere.name, sphere.id);
    }

    static String sphereSlug(String name, CloudId id) {
        String slug = slugOr(name, "sphere-" + id.tail());
        return slug.equals("bridge") ? "bridge-" + id.tail() : slug;
    }

    private static String slugOr(String name, String otherwise) {
        String slug = slug(name);
        return slug.isEmpty() ? otherwise : slug;
    }

    static String slug(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
