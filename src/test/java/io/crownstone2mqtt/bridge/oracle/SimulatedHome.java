package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The truth: what the cloud holds now, and held before. */
public final class SimulatedHome {
    static final List<String> NAMES = List.of("Lamp", "Kettle", "Küche", "Desk lamp", "lamp", "", "Hall 1");
    static final List<String> ROOM_NAMES = List.of("Kitchen", "Study", "kitchen", "");
    static final List<String> SCENE_NAMES = List.of("Bedtime", "Film night", "bedtime", "");
    static final List<String> HUB_NAMES = List.of("Attic hub", "Hub", "hub", "");
    static final List<String> SPHERE_NAMES = List.of("Home", "Cabin", "home", "bridge", "");

    static final class CrownstoneTruth {
        final CrownstoneId id;
        final int uid;
        final boolean canSwitch;
        String name;
        boolean dims;

        @Nullable
        LocationId location;

        @Nullable
        Integer stored;

        Instant storedAt;
        /** The stored state; -1 for none. */
        final TimeLine<Integer> states;
        /** The bridge was told the state as it was at that time, or later. */
        long informed = Long.MIN_VALUE;

        CrownstoneTruth(CrownstoneId id, int uid, String name, boolean canSwitch, boolean dims, Instant start) {
            this.id = id;
            this.uid = uid;
            this.name = name;
            this.canSwitch = canSwitch;
            this.dims = canSwitch && dims;
            this.storedAt = start;
            this.stored = canSwitch ? Integer.valueOf(0) : null;
            this.states = new TimeLine<>(canSwitch ? 0 : -1);
        }
    }

    static final class RoomTruth {
        final LocationId id;
        final int uid;
        String name;

        RoomTruth(LocationId id, int uid, String name) {
            this.id = id;
            this.uid = uid;
            this.name = name;
        }

        String label() {
            return name.isBlank() ? "Location " + uid : name;
        }
    }

    static final class SceneTruth {
        final SceneId id;
        String name;
        /** By a Crownstone's uid; some are nobody's. */
        final Map<Integer, Integer> levels = new TreeMap<>();

        SceneTruth(SceneId id, String name) {
            this.id = id;
            this.name = name;
        }

        String label() {
            return name.isBlank() ? "Scene " + id.tail() : name;
        }
    }

    static final class HubTruth {
        static final long LONGEST_SILENCE = 35 * 60_000;
        private static final long RENEWAL = 15 * 60_000;

        final HubId id;
        String name;
        /** Since when it renews, in milliseconds. */
        long since;

        /** When it stopped. */
        @Nullable
        Long stopped;

        HubTruth(HubId id, String name, long since) {
            this.id = id;
            this.name = name;
            this.since = since;
        }

        long lastSeen(long now) {
            long until = stopped == null ? now : stopped;
            return since + Math.max(0, until - since) / RENEWAL * RENEWAL;
        }

        boolean isLive(long now) {
            return now - lastSeen(now) < LONGEST_SILENCE;
        }
    }

    static final class SphereTruth {
        final SphereId id;
        String name;
        final Map<CrownstoneId, CrownstoneTruth> crownstones = new TreeMap<>(Comparator.comparing(CrownstoneId::value));
        final Map<LocationId, RoomTruth> rooms = new TreeMap<>(Comparator.comparing(LocationId::value));
        final Map<SceneId, SceneTruth> scenes = new TreeMap<>(Comparator.comparing(SceneId::value));
        final Map<HubId, HubTruth> hubs = new TreeMap<>(Comparator.comparing(HubId::value));
        final Map<UserId, Role> roles = new TreeMap<>(Comparator.comparing(UserId::value));
        final Map<UserId, TimeLine<Boolean>> listed = new HashMap<>();
        final List<String> names = new ArrayList<>();
        long peopleInformed = Long.MIN_VALUE;
        int uids;

        SphereTruth(SphereId id, String name) {
            this.id = id;
            this.name = name;
            names.add(name);
        }

        String label() {
            return name.isBlank() ? "Sphere " + id.tail() : name;
        }
    }

    /** A phone: where it was seen last, and whether the cloud's time-out has not dropped it. */
    static final class Device {
        final UserId owner;

        @Nullable
        SphereId sphere;

        @Nullable
        LocationId room;

        boolean silent;

        Device(UserId owner) {
            this.owner = owner;
        }
    }

    record Person(UserId id, String name) {}

    final Map<SphereId, SphereTruth> spheres = new TreeMap<>(Comparator.comparing(SphereId::value));
    final Map<SphereId, SphereTruth> removedSpheres = new TreeMap<>(Comparator.comparing(SphereId::value));
    final Map<CrownstoneId, CrownstoneTruth> everyCrownstone = new HashMap<>();
    final List<Person> people = new ArrayList<>();
    final List<Device> devices = new ArrayList<>();
    private static final List<Integer> LEVELS = List.of(0, 100, 5, 40, 0, 100);

    private final Options options;
    private final Instant start;
    private int ids;

    SimulatedHome(Options options, Instant start, SplittableRandom random) {
        this.options = options;
        this.start = start;
        for (String name : List.of("Ada", "Ben", "Cleo", "Dora")) {
            Person person = new Person(new UserId(nextId()), name);
            people.add(person);
            devices.add(new Device(person.id()));
            devices.add(new Device(person.id()));
        }
        int spheresAtFirst = 1 + random.nextInt(2);
        for (int i = 0; i < spheresAtFirst; i++) {
            addSphere(i, random);
        }
    }

    /** Ids begin with the time of creation: the smallest is the oldest. */
    private String nextId() {
        return "5b%06x5ce0e2108f%06x".formatted(++ids, 0x1182c0 + ids);
    }

    SphereTruth addSphere(int name, SplittableRandom random) {
        SphereTruth sphere = new SphereTruth(new SphereId(nextId()), "");
        rename(sphere, name);
        for (int account = 1; account <= options.accounts(); account++) {
            if (spheres.isEmpty() || account == 1 || random.nextBoolean()) {
                sphere.roles.put(self(account), account == 1 || random.nextBoolean() ? Role.ADMIN : Role.GUEST);
            }
        }
        sphere.roles.putIfAbsent(people.get(2).id(), Role.MEMBER);
        for (int room = random.nextInt(3); room > 0; room--) {
            addRoom(sphere, room);
        }
        for (int crownstone = 1 + random.nextInt(3); crownstone > 0; crownstone--) {
            addCrownstone(sphere, crownstone, random);
        }
        for (int scene = random.nextInt(3); scene > 0; scene--) {
            addScene(sphere, scene, random);
        }
        if (random.nextBoolean()) {
            addHub(sphere, random.nextInt(4), -random.nextInt(3_600_000));
        }
        spheres.put(sphere.id, sphere);
        return sphere;
    }

    void addScene(SphereTruth sphere, int name, SplittableRandom random) {
        SceneTruth scene = new SceneTruth(
                new SceneId(nextId()),
                free(SCENE_NAMES, name, sphere.scenes.values().stream().map(each -> each.name)));
        changeLevels(sphere, scene, random);
        sphere.scenes.put(scene.id, scene);
    }

    /** Some of its Crownstones, and some uids that are none's. */
    void changeLevels(SphereTruth sphere, SceneTruth scene, SplittableRandom random) {
        scene.levels.clear();
        for (int uid = 1; uid <= sphere.uids + 1; uid++) {
            if (random.nextInt(3) > 0) {
                scene.levels.put(uid, LEVELS.get(random.nextInt(LEVELS.size())));
            }
        }
    }

    void addHub(SphereTruth sphere, int name, long since) {
        HubTruth hub = new HubTruth(
                new HubId(nextId()),
                free(HUB_NAMES, name, sphere.hubs.values().stream().map(each -> each.name)),
                since);
        sphere.hubs.put(hub.id, hub);
    }

    void addRoom(SphereTruth sphere, int name) {
        RoomTruth room = new RoomTruth(new LocationId(nextId()), ++sphere.uids, "");
        room.name = free(ROOM_NAMES, name, sphere.rooms.values().stream().map(each -> each.name));
        sphere.rooms.put(room.id, room);
    }

    CrownstoneTruth addCrownstone(SphereTruth sphere, int name, SplittableRandom random) {
        CrownstoneTruth crownstone = new CrownstoneTruth(
                new CrownstoneId(nextId()),
                ++sphere.uids,
                free(NAMES, name, sphere.crownstones.values().stream().map(each -> each.name)),
                random.nextInt(8) > 0,
                random.nextBoolean(),
                start);
        crownstone.location = sphere.rooms.keySet().stream().findFirst().orElse(null);
        sphere.crownstones.put(crownstone.id, crownstone);
        everyCrownstone.put(crownstone.id, crownstone);
        return crownstone;
    }

    /** That name of the list, or one that no sibling has. */
    String free(List<String> names, int wanted, Stream<String> taken) {
        String name = names.get(Math.floorMod(wanted, names.size()));
        if (options.namesakes() || name.isEmpty()) {
            return name;
        }
        Set<String> slugs = taken.map(ExpectedTopics::slug).collect(Collectors.toSet());
        return names.stream()
                .skip(Math.floorMod(wanted, names.size()))
                .filter(each -> each.isEmpty() || !slugs.contains(ExpectedTopics.slug(each)))
                .findFirst()
                .orElse("");
    }

    void rename(SphereTruth sphere, int name) {
        sphere.name = free(
                SPHERE_NAMES,
                name,
                spheres.values().stream().filter(each -> each != sphere).map(each -> each.name));
        sphere.names.add(sphere.name);
    }

    UserId self(int account) {
        return people.get(account - 1).id();
    }

    boolean mayRead(int account, SphereId sphere) {
        SphereTruth known = spheres.get(sphere);
        return known != null && known.roles.containsKey(self(account));
    }

    boolean maySwitch(int account, SphereId sphere) {
        return mayRead(account, sphere)
                && Objects.requireNonNull(spheres.get(sphere)).roles.get(self(account)) != Role.GUEST;
    }

    /** Spheres that some account sees: what the broker should show. */
    List<SphereTruth> mirrored() {
        return spheres.values().stream()
                .filter(sphere -> accounts().anyMatch(account -> mayRead(account, sphere.id)))
                .toList();
    }

    Stream<Integer> accounts() {
        return Stream.iterate(1, account -> account <= options.accounts(), account -> account + 1);
    }

    Optional<SphereTruth> sphereOf(CrownstoneId crownstone) {
        return spheres.values().stream()
                .filter(sphere -> sphere.crownstones.containsKey(crownstone))
                .findFirst();
    }

    List<CrownstoneTruth> crownstones() {
        return spheres.values().stream()
                .flatMap(sphere -> sphere.crownstones.values().stream())
                .toList();
    }

    /** Stores a reported state; whether it differs from the one before. */
    boolean store(CrownstoneTruth crownstone, int percentage, long now) {
        if (Integer.valueOf(percentage).equals(crownstone.stored)) {
            return false;
        }
        crownstone.stored = percentage;
        crownstone.storedAt = start.plusMillis(now);
        crownstone.states.set(now, percentage);
        return true;
    }

    /** Who is listed as present in the sphere, and in which rooms. */
    Map<UserId, Set<LocationId>> present(SphereTruth sphere) {
        Map<UserId, Set<LocationId>> present = new HashMap<>();
        for (Device device : devices) {
            if (sphere.id.equals(device.sphere) && !device.silent && sphere.roles.containsKey(device.owner)) {
                Set<LocationId> rooms =
                        device.room == null || !sphere.rooms.containsKey(device.room) ? Set.of() : Set.of(device.room);
                present.merge(
                        device.owner,
                        rooms,
                        (one, other) ->
                                Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet()));
            }
        }
        return present;
    }

    /** To be called after whatever may change who is present. */
    void notePresence(long now) {
        for (SphereTruth sphere : spheres.values()) {
            Map<UserId, Set<LocationId>> present = present(sphere);
            for (Person person : people) {
                sphere.listed
                        .computeIfAbsent(person.id(), _ -> new TimeLine<>(false))
                        .set(now, present.containsKey(person.id()));
            }
        }
    }

    Home visibleTo(int account, long now) {
        Home home = Home.EMPTY;
        for (SphereTruth sphere : spheres.values()) {
            if (mayRead(account, sphere.id)) {
                home = home.with(toSphere(sphere, now));
            }
        }
        return home;
    }

    Sphere toSphere(SphereTruth truth, long now) {
        Sphere sphere = Sphere.empty(truth.id, truth.name.isEmpty() ? null : truth.name);
        for (RoomTruth room : truth.rooms.values()) {
            sphere = sphere.with(new Location(room.id, room.uid, room.name.isEmpty() ? null : room.name, null));
        }
        for (Person person : people) {
            Role role = truth.roles.get(person.id());
            if (role != null) {
                sphere = sphere.with(new User(person.id(), person.name(), "Example", null, true, role));
            }
        }
        for (CrownstoneTruth crownstone : truth.crownstones.values()) {
            sphere = sphere.with(Crownstone.builder(crownstone.id)
                    .uid(crownstone.uid)
                    .name(crownstone.name.isEmpty() ? null : crownstone.name)
                    .type(crownstone.canSwitch ? "PLUG" : "CROWNSTONE_USB")
                    .location(crownstone.location)
                    .dimming(crownstone.dims)
                    .state(toState(crownstone))
                    .build());
        }
        for (SceneTruth scene : truth.scenes.values()) {
            sphere = sphere.with(new Scene(scene.id, scene.name.isEmpty() ? null : scene.name, scene.levels));
        }
        for (HubTruth hub : truth.hubs.values()) {
            long seen = hub.lastSeen(now);
            sphere = sphere.with(new Hub(
                    hub.id,
                    hub.name.isEmpty() ? null : hub.name,
                    null,
                    start.plusMillis(seen),
                    Duration.ofMillis(now - seen)));
        }
        return sphere.withPresence(toPresence(truth));
    }

    Presence toPresence(SphereTruth truth) {
        return new Presence(PersistentMap.of(present(truth)));
    }

    static @Nullable SwitchState toState(CrownstoneTruth crownstone) {
        return crownstone.stored == null
                ? null
                : new SwitchState(crownstone.stored, SwitchState.Source.SYNC, crownstone.storedAt);
    }
}
