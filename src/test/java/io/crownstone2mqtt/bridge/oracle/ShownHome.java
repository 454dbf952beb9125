package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.bridge.oracle.SimulatedHome.CrownstoneTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.Person;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.SphereTruth;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HubId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bridge has published until now, and whether it may have said so. */
final class ShownHome {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What was true within that time may be shown: events take a while, and those of two streams cross each other. */
    private static final long LAG = 5_000;
    /** Within that time a command's effect is shown: its request leaves first. */
    private static final long AT_ONCE = 100;
    /** How long something wrong may stay: a Crownstone may not be known yet, an answer may be doubted and asked for again. */
    private static final long LONGEST_WRONG = 90_000;

    private final World world;
    private final SimulatedHome home;
    /** Retained messages of the bridge, whatever others made of them. */
    private final Map<String, String> published = new TreeMap<>();
    /** The last Crownstone that had a path. */
    private final Map<String, String> crownstoneAt = new HashMap<>();

    /** Where it is shown now; where it was shown before is cleared a little later. */
    private final Map<String, String> pathOf = new HashMap<>();

    private final Map<String, Claim> claims = new TreeMap<>();
    private final Map<String, Long> wrongSince = new HashMap<>();
    private boolean announced;
    private boolean changed;

    ShownHome(World world, SimulatedHome home) {
        this.world = world;
        this.home = home;
    }

    void published(String topic, String payload) {
        String before = payload.isEmpty() ? published.remove(topic) : published.put(topic, payload);
        announced |= topic.endsWith("/availability");
        if (topic.contains("/crownstone/")) {
            ofCrownstone(topic, payload, before);
        } else if (topic.contains("/user/") && topic.endsWith("/presence")) {
            ofUser(topic, payload, before);
        }
    }

    /** Whether the bridge knows the home: before that it ignores commands. */
    boolean isAnnounced() {
        return announced;
    }

    private void ofCrownstone(String topic, String payload, @Nullable String before) {
        String path = topic.substring(0, topic.lastIndexOf('/'));
        if (topic.endsWith("/attributes") && !payload.isEmpty()) {
            String id = JSON.readTree(payload).path("id").asString("");
            if (id.isEmpty()) { // a path on its way from one Crownstone to another
                crownstoneAt.remove(path);
            } else {
                crownstoneAt.put(path, id);
                pathOf.put(id, path);
            }
        } else if (topic.endsWith("/state") && !payload.equals(before)) {
            state(path, payload);
        }
    }

    private void state(String path, String payload) {
        claims.remove(path);
        if (payload.isEmpty() || JSON.readTree(payload).path("state").isNull()) {
            return;
        }
        JsonNode state = JSON.readTree(payload);
        JsonNode brightness = state.path("brightness");
        Claim claim = new Claim(
                payload,
                state.path("confirmed").asBoolean(),
                state.path("state").asString("").equals("ON"),
                brightness.isMissingNode() ? null : Integer.valueOf(brightness.asInt()));
        claims.put(path, claim);
        changed = true;
        if (world.namesAreFixed() && !isTrue(path, claim)) {
            throw untrue("confirmed what was not so", path, claim);
        }
    }

    /** A state that is shown. */
    private record Claim(
            String payload,
            boolean confirmed,
            boolean on,
            @Nullable Integer brightness) {
        boolean isMetBy(int stored) {
            return stored > 0 == on && (brightness == null || stored == brightness);
        }
    }

    /** Whether the cloud held it a moment ago, or when it told the bridge last: the bridge cannot know what it was not told. */
    private boolean isTrue(String path, Claim claim) {
        CrownstoneTruth truth = truthAt(path);
        return truth == null
                || !claim.confirmed()
                || truth.states.hadSince(Math.min(world.now() - LAG, truth.informed), claim::isMetBy);
    }

    private @Nullable CrownstoneTruth truthAt(String path) {
        return home.everyCrownstone.get(new CrownstoneId(crownstoneAt.getOrDefault(path, "")));
    }

    private Violation untrue(String kind, String path, Claim claim) {
        CrownstoneTruth truth = Objects.requireNonNull(truthAt(path));
        return new Violation(
                kind,
                "%s shows %s at %d ms; the cloud held %s".formatted(path, claim.payload(), world.now(), truth.states));
    }

    /** Who is listed as present all the time is not away. */
    private void ofUser(String topic, String payload, @Nullable String before) {
        if (!payload.equals("not_home") || payload.equals(before)) {
            return;
        }
        String[] levels = topic.split("/", -1);
        for (SphereTruth sphere : home.spheres.values()) {
            boolean named = sphere.id.value().equals(levels[1])
                    || sphere.names.stream()
                            .anyMatch(name -> levels[1].startsWith(ExpectedTopics.sphereSlug(name, sphere.id)));
            Person person = home.people.stream()
                    .filter(each -> each.id().value().equals(levels[3])
                            || ExpectedTopics.slug(each.name()).equals(levels[3]))
                    .findFirst()
                    .orElseThrow();
            long since =
                    sphere.peopleInformed; // whoever was asked then or later knows it better than any earlier answer
            var listed = sphere.listed.get(person.id());
            if (named && (listed == null || listed.hadSince(since, is -> !is))) {
                return;
            }
        }
        if (home.removedSpheres.isEmpty()) {
            throw new Violation("a false not_home", topic + " at " + world.now() + " ms");
        }
    }

    /** An assumed state stands for a command under way, and what is confirmed was so a while ago, as far as was told. */
    void check() {
        changed = false;
        checkHubs();
        claims.forEach((path, claim) -> {
            String id = crownstoneAt.get(path);
            if (id == null || !path.equals(pathOf.get(id))) {
                return;
            }
            CrownstoneTruth truth = home.everyCrownstone.get(new CrownstoneId(id));
            if (truth != null && claim.confirmed() && world.namesAreFixed()) {
                checkPendingIsShown(path, claim, truth);
            }
            if (isTrue(path, claim)) {
                wrongSince.remove(path);
            } else if (wrongSince.computeIfAbsent(path, _ -> world.now()) < world.now() - LONGEST_WRONG) {
                throw untrue("wrong for long", path, claim);
            }
            if (world.namesAreFixed() && !claim.confirmed() && !world.commands().isPending(id)) {
                throw new Violation("assumed without a command", path + " at " + world.now() + " ms");
            }
        });
    }

    /** Nothing but a report that something changed, or its result, takes a command's effect away. */
    private void checkPendingIsShown(String path, Claim claim, CrownstoneTruth truth) {
        world.commands()
                .newestPending(truth.id.value())
                .filter(pending -> pending.known().contains(truth.id.value()))
                .filter(pending -> truth.states.lastChange() < pending.at() - LAG)
                .filter(pending -> world.handledAt(pending.at()) < world.now() - AT_ONCE)
                .filter(pending -> !pending.isMetBy(truth.id.value(), claim.on(), claim.brightness()))
                .ifPresent(pending -> {
                    throw new Violation(
                            "a pending command is not shown",
                            "%s: %s shows %s at %d ms".formatted(pending, path, claim.payload(), world.now()));
                });
    }

    /** Those of these Crownstones of which the bridge was told the present state. */
    Set<String> known(Set<String> crownstones) {
        return crownstones.stream()
                .filter(id -> {
                    CrownstoneTruth truth = home.everyCrownstone.get(new CrownstoneId(id));
                    return truth != null && truth.informed >= truth.states.lastChange();
                })
                .collect(Collectors.toSet());
    }

    boolean isChanged() {
        return changed;
    }

    /** Whether the cloud held what that result confirms, since the command came or shortly before. */
    void checkConfirmed(String key, CommandLedger.Command command) {
        CrownstoneTruth truth = home.everyCrownstone.get(new CrownstoneId(key));
        if (truth != null
                && !truth.states.hadSince(command.at() - LAG, stored -> command.isMetBy(key, stored > 0, stored))) {
            throw new Violation(
                    "confirmed falsely",
                    "%s at %d ms; the cloud held %s".formatted(command, world.now(), truth.states));
        }
    }

    /** The broker lost all that was published. */
    void wiped() {
        published.clear();
        claims.clear();
    }

    /** Whether a path is on its way from one Crownstone to another, so that nobody can say whose a message there is. */
    boolean isHandedOver(String topic) {
        String path = topic.replaceAll("/result$|(/switch|/brightness)?/set$", "");
        return published.containsKey(path + "/attributes") && !crownstoneAt.containsKey(path);
    }

    private boolean isAnyHandedOver() {
        return published.keySet().stream()
                .anyMatch(topic -> topic.endsWith("/state") && isHandedOver(topic.replaceAll("/state$", "/result")));
    }

    /** Whose a result is: the Crownstone that the user sees there, or the topic itself. */
    String keyOfResult(String topic) {
        return crownstoneAt.getOrDefault(topic.replaceAll("/[^/]*$", ""), topic);
    }

    /**
     * The Crownstones that a set topic concerns as the user sees them, or the topic of its result where there are none; null
     * while that cannot be said.
     */
    @Nullable
    Set<String> concernedBy(String topic) {
        if (isAnyHandedOver()) {
            return null;
        }
        String path = topic.replaceAll("(/switch|/brightness)?/set$", "");
        Stream<String> paths;
        if (path.contains("/crownstone/")) {
            paths = Stream.of(path);
        } else if (path.contains("/scene/")) {
            Set<String> pressed = new TreeSet<>(levelsOf(topic).keySet());
            return pressed.isEmpty() ? Set.of(path + "/result") : pressed;
        } else if (path.contains("/location/")) {
            String sphere = path.substring(0, path.indexOf("/location/"));
            String label = roomLabel(path);
            if (hasNamesake(sphere, path, label)) {
                return null;
            }
            paths = crownstonesBelow(sphere).filter(each -> label.equals(roomOf(each)));
        } else {
            paths = crownstonesBelow(path);
        }
        Set<String> concerned = new TreeSet<>();
        paths.filter(each -> published.containsKey(each + "/state"))
                .forEach(each -> concerned.add(Objects.requireNonNull(crownstoneAt.get(each))));
        return concerned.isEmpty() ? Set.of(path + "/result") : concerned;
    }

    /** Of a scene, by Crownstone that can be switched, as the user sees them. */
    Map<String, Integer> levelsOf(String topic) {
        String path = topic.replaceAll("/set$", "");
        String sphere = path.substring(0, path.indexOf("/scene/"));
        JsonNode levels = JSON.readTree(published.getOrDefault(path + "/attributes", "{}"))
                .path("levels");
        Map<String, Integer> found = new TreeMap<>();
        crownstonesBelow(sphere).forEach(each -> {
            String name = attribute(each, "name").asString("");
            String marked = name + " (" + attribute(each, "uid").asInt() + ")";
            JsonNode level = levels.path(levels.has(marked) ? marked : name);
            if (level.isNumber()) {
                String id = crownstoneAt.get(each);
                if (id != null && published.containsKey(each + "/state")) {
                    found.put(id, level.asInt());
                }
            }
        });
        return found;
    }

    private JsonNode attribute(String path, String name) {
        return JSON.readTree(published.getOrDefault(path + "/attributes", "{}")).path(name);
    }

    /** Whether some account may switch in the sphere of that topic. */
    boolean maySomebodySwitch(String topic) {
        String sphere = topic.substring(0, topic.indexOf("/scene/"));
        return crownstonesBelow(sphere)
                .flatMap(each -> Stream.ofNullable(crownstoneAt.get(each)))
                .flatMap(id -> home.sphereOf(new CrownstoneId(id)).stream())
                .anyMatch(truth -> home.accounts().anyMatch(account -> home.maySwitch(account, truth.id)));
    }

    /** A hub that the cloud has not heard for too long is not shown as connected, whether or not the cloud answers. */
    private void checkHubs() {
        published.forEach((topic, payload) -> {
            if (topic.endsWith("/connectivity") && payload.equals("ON")) {
                String path = topic.substring(0, topic.lastIndexOf('/'));
                String id = attribute(path, "id").asString("");
                home.spheres.values().stream()
                        .flatMap(sphere -> Stream.ofNullable(sphere.hubs.get(new HubId(id))))
                        .filter(hub -> world.now() - hub.lastSeen(world.now())
                                > SimulatedHome.HubTruth.LONGEST_SILENCE + LONGEST_WRONG)
                        .findFirst()
                        .ifPresent(hub -> {
                            throw new Violation("a silent hub is shown as connected", topic + " at " + world.now());
                        });
            }
        });
    }

    private Stream<String> crownstonesBelow(String sphere) {
        return published.keySet().stream()
                .filter(topic -> topic.startsWith(sphere + "/crownstone/") && topic.endsWith("/attributes"))
                .map(topic -> topic.substring(0, topic.lastIndexOf('/')));
    }

    private String roomOf(String path) {
        return JSON.readTree(published.getOrDefault(path + "/attributes", "{}"))
                .path("location")
                .asString("");
    }

    /** Of two rooms with one name nobody can say which of them a Crownstone is in. */
    private boolean hasNamesake(String sphere, String path, String label) {
        return published.entrySet().stream()
                .filter(entry -> entry.getKey().contains("/crownstone_location_")
                        && entry.getValue().contains('"' + sphere + "/location/")
                        && !entry.getValue().contains('"' + path + '/'))
                .anyMatch(entry -> deviceName(entry.getValue()).equals(label));
    }

    private static String deviceName(String discovery) {
        return JSON.readTree(discovery).path("device").path("name").asString("");
    }

    /** From the discovery message, which names the device as the room. */
    private String roomLabel(String path) {
        return published.entrySet().stream()
                .filter(entry -> entry.getKey().contains("/crownstone_location_")
                        && entry.getValue().contains('"' + path + "/presence\""))
                .map(entry -> deviceName(entry.getValue()))
                .findFirst()
                .orElse("no such room");
    }
}
