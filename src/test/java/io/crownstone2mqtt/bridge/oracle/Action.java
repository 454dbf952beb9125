package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.bridge.oracle.SimulatedCloud.Fault;
import io.crownstone2mqtt.bridge.oracle.SimulatedCloud.Phones;
import io.crownstone2mqtt.bridge.oracle.SimulatedCloud.Speed;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.CrownstoneTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.Device;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.HubTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.RoomTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.SphereTruth;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Something that happens to the world.
 *
 * @param at in milliseconds since the start
 * @param one which thing it happens to, counted around those that there are then
 * @param two how
 */
record Action(long at, Kind kind, int one, int two) {
    private static final List<String> PAYLOADS = List.of("ON", "OFF", "TOGGLE", "40", "0", "100", "ON", "OFF", "75");

    /** What happens, and how often beside the others. */
    enum Kind {
        COMMAND(
                12,
                (world, action) -> crownstoneTopic(world, action.one)
                        .ifPresent(topic -> world.command(topic + setLeaf(action.two), payload(action.two)))),
        BURST(4, Action::burst),
        ROOM_COMMAND(
                3,
                (world, action) -> sphereTopic(world, action.one)
                        .flatMap(topic -> below(world, topic + "/location/", action.two))
                        .ifPresent(topic -> world.command(topic + "/set", payload(action.two)))),
        SPHERE_COMMAND(
                3,
                (world, action) -> sphereTopic(world, action.one)
                        .ifPresent(topic -> world.command(topic + "/set", payload(action.two)))),
        EMPTY_COMMAND(
                1,
                (world, action) -> crownstoneTopic(world, action.one)
                        .ifPresent(topic -> world.broker().publish(topic + "/set", "", true))),
        SOMEBODY_SWITCHES(
                8,
                (world, action) -> crownstone(world, action.one)
                        .ifPresent(each -> world.cloud().report(each, level(each, action.two)))),
        PHONES(4, (world, action) -> world.cloud().phones = Phones.values()[action.two % Phones.values().length]),
        SPEED(4, (world, action) -> world.cloud().speed = Speed.values()[action.two % Speed.values().length]),
        FAULT(4, (world, action) -> {
            world.cloud().fault = Fault.values()[action.two % Fault.values().length];
            world.cloud().everyOtherTime = action.one % 2 == 0;
        }),
        FAULT_ENDS(4, (world, _) -> world.cloud().fault = Fault.NONE),
        PASSWORD_WRONG(1, (world, action) -> world.cloud().passwordWrong(account(world, action.one), true)),
        PASSWORD_RIGHT(2, (world, action) -> world.cloud().passwordWrong(account(world, action.one), false)),
        STREAM_BREAKS(3, (world, action) -> world.cloud().breakStream(account(world, action.one), false)),
        STREAM_IS_AWAY(1, (world, action) -> world.cloud().breakStream(account(world, action.one), true)),
        STREAM_IS_BACK(2, (world, action) -> world.cloud().breakStream(account(world, action.one), false)),
        LINK_LOST(1, (world, _) -> world.cloud().linkLost = true),
        LINK_BACK(2, (world, _) -> world.cloud().linkLost = false),
        BROKER_UP(6, (world, _) -> world.broker().up()),
        BROKER_DOWN(3, (world, _) -> world.broker().down()),
        BROKER_FLAPS(2, (world, action) -> {
            world.broker().down();
            world.in(action.two * 7L, () -> world.broker().up());
        }),
        BROKER_WIPED(1, (world, _) -> world.wipeBroker()),
        DISCOVERY_CLEARED(4, (world, action) -> clear(world, Options.PREFIX + "/", action.one)),
        TOPIC_CLEARED(2, (world, action) -> {
            if (world.broker().isSurveyed()) {
                world.noteUnseenClear();
            }
            clear(world, Options.BASE + "/", action.one);
        }),
        CLEARED_AFTER_CONNECT(2, (world, action) -> {
            world.broker().down();
            world.broker().up();
            world.in(action.two % 300, () -> clear(world, Options.PREFIX + "/", action.one));
        }),
        OFFLINE_SAID(1, (world, _) -> world.broker().publish(Options.BASE + "/bridge/state", "offline", true)),
        HOME_ASSISTANT_STARTS(1, (world, _) -> world.broker().publish(Options.STATUS_TOPIC, "online", false)),
        RESYNC(2, (world, _) -> world.broker().publish(Options.BASE + "/bridge/request/resync", "x", false)),
        LOOP_BUSY(2, (world, action) -> world.busy(action.two * (action.one % 5 == 0 ? 15L : 1L))),
        ARRIVES(5, Action::arrives),
        MOVES(3, Action::moves),
        LEAVES(3, Action::leaves),
        VANISHES(1, (world, action) -> device(world, action.one).sphere = null),
        FALLS_SILENT(2, (world, action) -> device(world, action.one).silent = true),
        SPEAKS_AGAIN(2, (world, action) -> device(world, action.one).silent = false),
        CROWNSTONE_RENAMED(
                3,
                (world, action) -> crownstone(world, action.one).ifPresent(each -> {
                    SphereTruth sphere = sphereOf(world, each);
                    each.name = world.home()
                            .free(
                                    SimulatedHome.NAMES,
                                    action.two,
                                    sphere.crownstones.values().stream()
                                            .filter(other -> other != each)
                                            .map(other -> other.name));
                    changed(world, sphere, "stones");
                })),
        NAMES_SWAPPED(
                2,
                (world, action) -> sphere(world, action.one).ifPresent(sphere -> {
                    List<CrownstoneTruth> all = List.copyOf(sphere.crownstones.values());
                    CrownstoneTruth first = all.getFirst();
                    CrownstoneTruth last = all.getLast();
                    String name = first.name;
                    first.name = last.name;
                    last.name = name;
                    changed(world, sphere, "stones");
                })),
        CROWNSTONE_MOVED(
                2,
                (world, action) -> crownstone(world, action.one).ifPresent(each -> {
                    SphereTruth sphere = sphereOf(world, each);
                    each.location = room(sphere, action.two).orElse(null);
                    changed(world, sphere, "stones");
                })),
        CROWNSTONE_REMOVED(
                2,
                (world, action) -> crownstone(world, action.one).ifPresent(each -> {
                    SphereTruth sphere = sphereOf(world, each);
                    if (sphere.crownstones.size() > 1) {
                        sphere.crownstones.remove(each.id);
                        changed(world, sphere, "stones");
                    }
                })),
        CROWNSTONE_ADDED(
                1,
                (world, action) -> sphere(world, action.one).ifPresent(sphere -> {
                    world.home().addCrownstone(sphere, action.two, world.random("new"));
                    changed(world, sphere, "stones");
                })),
        DIMMING(3, Action::dimming),
        ROOM_ADDED(
                1,
                (world, action) -> sphere(world, action.one).ifPresent(sphere -> {
                    world.home().addRoom(sphere, action.two);
                    changed(world, sphere, "locations");
                })),
        ROOM_REMOVED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> room(sphere, action.two).ifPresent(room -> {
                            sphere.rooms.remove(room);
                            sphere.crownstones.values().stream()
                                    .filter(each -> room.equals(each.location))
                                    .forEach(each -> each.location = null);
                            changed(world, sphere, "locations");
                        }))),
        ROOM_RENAMED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> room(sphere, action.two).ifPresent(id -> {
                            RoomTruth room = Objects.requireNonNull(sphere.rooms.get(id));
                            room.name = world.home()
                                    .free(
                                            SimulatedHome.ROOM_NAMES,
                                            action.two / 7,
                                            sphere.rooms.values().stream()
                                                    .filter(other -> other != room)
                                                    .map(other -> other.name));
                            changed(world, sphere, "locations");
                        }))),
        SPHERE_RENAMED(
                1,
                (world, action) -> sphere(world, action.one).ifPresent(sphere -> {
                    world.home().rename(sphere, action.two);
                    changed(world, sphere, "spheres");
                })),
        SPHERE_GOES(1, Action::sphereGoes),
        SPHERE_COMES(1, (world, action) -> {
            if (world.home().spheres.size() < 3) {
                world.home().addSphere(action.one, world.random("new"));
            }
        }),
        ROLE_CHANGES(
                3,
                (world, action) -> sphere(world, action.one).ifPresent(sphere -> {
                    UserId user = world.home().self(account(world, action.two));
                    sphere.roles.computeIfPresent(user, (_, role) -> role == Role.GUEST ? Role.MEMBER : Role.GUEST);
                    changed(world, sphere, "users");
                })),
        USER_REMOVED(1, Action::userRemoved),
        USER_INVITED(
                2,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> sphere.roles.putIfAbsent(
                                world.home().people.get(action.two % 4).id(),
                                action.two % 3 == 0 ? Role.GUEST : Role.MEMBER))),
        SCENE_PRESSED(
                4,
                (world, action) -> sceneTopic(world, action.one)
                        .ifPresent(topic ->
                                world.command(topic + "/set", action.two % 5 == 0 ? payload(action.two) : "ON"))),
        SCENE_ADDED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> world.home().addScene(sphere, action.two, world.random("scene")))),
        SCENE_CHANGED(
                2,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> pick(sphere.scenes.values(), action.two)
                                .ifPresent(scene -> world.home().changeLevels(sphere, scene, world.random("scene"))))),
        SCENE_RENAMED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> pick(sphere.scenes.values(), action.two)
                                .ifPresent(scene -> scene.name = world.home()
                                        .free(
                                                SimulatedHome.SCENE_NAMES,
                                                action.two / 7,
                                                sphere.scenes.values().stream()
                                                        .filter(other -> other != scene)
                                                        .map(other -> other.name))))),
        SCENE_REMOVED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> pick(List.copyOf(sphere.scenes.keySet()), action.two)
                                .ifPresent(sphere.scenes::remove))),
        HUB_STOPS(
                2,
                (world, action) -> hub(world, action)
                        .filter(hub -> hub.stopped == null)
                        .ifPresent(hub -> hub.stopped = world.now())),
        HUB_RUNS(
                1,
                (world, action) -> hub(world, action)
                        .filter(hub -> hub.stopped != null)
                        .ifPresent(hub -> {
                            hub.since = world.now();
                            hub.stopped = null;
                        })),
        HUB_ADDED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> world.home().addHub(sphere, action.two, world.now()))),
        HUB_RENAMED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> hub(world, action)
                                .ifPresent(hub -> hub.name = world.home()
                                        .free(
                                                SimulatedHome.HUB_NAMES,
                                                action.two / 7,
                                                sphere.hubs.values().stream()
                                                        .filter(other -> other != hub)
                                                        .map(other -> other.name))))),
        HUB_REMOVED(
                1,
                (world, action) -> sphere(world, action.one)
                        .ifPresent(sphere -> pick(List.copyOf(sphere.hubs.keySet()), action.two)
                                .ifPresent(sphere.hubs::remove)));

        private final int weight;

        @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
        private final BiConsumer<World, Action> what;

        Kind(int weight, BiConsumer<World, Action> what) {
            this.weight = weight;
            this.what = what;
        }

        void perform(World world, Action action) {
            what.accept(world, action);
        }

        /** Each as often as it weighs, half of them left out: what happens rarely otherwise happens often in some plans. */
        static List<Kind> some(SplittableRandom random) {
            List<Kind> some = new ArrayList<>(Collections.nCopies(COMMAND.weight, COMMAND));
            for (Kind kind : values()) {
                if (random.nextBoolean()) {
                    some.addAll(Collections.nCopies(kind.weight, kind));
                }
            }
            return some;
        }
    }

    static Action draw(long at, List<Kind> kinds, SplittableRandom random) {
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        int one = random.nextInt(3) == 0 ? random.nextInt(1_000) : 0; // mostly the same things: they meet more often
        return new Action(at, kind, one, random.nextInt(1_000));
    }

    @Override
    public String toString() {
        return "%9.3f s  %s %d %d".formatted(at / 1e3, kind, one, two);
    }

    // ---- commands

    private static String payload(int two) {
        return PAYLOADS.get(two % PAYLOADS.size());
    }

    private static String setLeaf(int two) {
        return List.of("/set", "/set", "/switch/set", "/brightness/set").get(two / 10 % 4);
    }

    private static void burst(World world, Action action) {
        SplittableRandom random = world.random("burst");
        long delay = 0;
        for (int count = 2 + action.two % 5; count > 0; count--) {
            String payload = PAYLOADS.get(random.nextInt(PAYLOADS.size()));
            int which = random.nextInt(3) == 0 ? random.nextInt(1_000) : action.one;
            world.in(
                    delay,
                    () -> crownstoneTopic(world, which).ifPresent(topic -> world.command(topic + "/set", payload)));
            delay += random.nextInt(random.nextBoolean() ? 30 : 900);
        }
    }

    /** As a user finds it at the broker. */
    private static Optional<String> crownstoneTopic(World world, int which) {
        return pick(
                        world.broker().retained().keySet().stream()
                                .filter(topic -> topic.matches(Options.BASE + "/[^/]+/crownstone/[^/]+/state"))
                                .toList(),
                        which)
                .map(topic -> topic.substring(0, topic.lastIndexOf('/')));
    }

    private static Optional<String> sphereTopic(World world, int which) {
        return pick(
                        world.broker().retained().keySet().stream()
                                .filter(topic -> topic.matches(Options.BASE + "/[^/]+/availability"))
                                .toList(),
                        which)
                .map(topic -> topic.substring(0, topic.lastIndexOf('/')));
    }

    private static Optional<String> sceneTopic(World world, int which) {
        return pick(
                        world.broker().retained().keySet().stream()
                                .filter(topic -> topic.matches(Options.BASE + "/[^/]+/scene/[^/]+/attributes"))
                                .toList(),
                        which)
                .map(topic -> topic.substring(0, topic.lastIndexOf('/')));
    }

    private static Optional<String> below(World world, String path, int which) {
        return pick(
                        world.broker().retained().keySet().stream()
                                .filter(topic -> topic.startsWith(path) && topic.endsWith("/presence"))
                                .toList(),
                        which)
                .map(topic -> topic.substring(0, topic.lastIndexOf('/')));
    }

    private static void clear(World world, String prefix, int which) {
        pick(
                        world.broker().retained().keySet().stream()
                                .filter(topic -> topic.startsWith(prefix) && !topic.equals(World.FOREIGN))
                                .toList(),
                        which)
                .ifPresent(topic -> {
                    world.trace(() -> "somebody clears " + topic);
                    world.broker().publish(topic, "", true);
                });
    }

    // ---- people

    private static void arrives(World world, Action action) {
        Device device = device(world, action.one);
        sphere(world, action.two)
                .filter(sphere -> sphere.roles.containsKey(device.owner))
                .ifPresent(sphere -> {
                    device.silent = false;
                    LocationId room = room(sphere, action.two / 7).orElse(null);
                    boolean known = sphere.id.equals(device.sphere);
                    LocationId left = known ? device.room : null;
                    device.sphere = sphere.id;
                    device.room = room;
                    if (!known) {
                        world.cloud().emit(new HomeEvent.EnteredSphere(sphere.id, device.owner));
                    }
                    if (room != null) {
                        world.cloud().emit(new HomeEvent.EnteredLocation(sphere.id, device.owner, room));
                    }
                    if (left != null && !left.equals(room)) {
                        world.cloud().emit(new HomeEvent.LeftLocation(sphere.id, device.owner, left));
                    }
                });
    }

    private static void moves(World world, Action action) {
        Device device = device(world, action.one);
        SphereTruth sphere = device.sphere == null ? null : world.home().spheres.get(device.sphere);
        if (sphere == null) {
            return;
        }
        LocationId left = device.room;
        device.silent = false;
        device.room = room(sphere, action.two).orElse(null);
        if (device.room != null && !device.room.equals(left)) {
            world.cloud().emit(new HomeEvent.EnteredLocation(sphere.id, device.owner, device.room));
        }
        if (left != null && !left.equals(device.room)) {
            world.cloud().emit(new HomeEvent.LeftLocation(sphere.id, device.owner, left));
        }
    }

    private static void leaves(World world, Action action) {
        Device device = device(world, action.one);
        if (device.sphere != null) {
            HomeEvent left = new HomeEvent.LeftSphere(device.sphere, device.owner);
            device.sphere = null;
            device.room = null;
            world.cloud().emit(left);
        }
    }

    // ---- spheres

    private static void dimming(World world, Action action) {
        crownstone(world, action.one).filter(each -> each.canSwitch).ifPresent(each -> {
            SphereTruth sphere = sphereOf(world, each);
            each.dims = !each.dims;
            boolean enabled = each.dims;
            world.cloud().emit(new HomeEvent.AbilityChanged(sphere.id, each.id, "dimming", enabled, false));
            changed(world, sphere, "stones");
            world.in(3_000, () -> {
                if (each.dims == enabled) {
                    world.cloud().emit(new HomeEvent.AbilityChanged(sphere.id, each.id, "dimming", enabled, true));
                }
            });
        });
    }

    private static void sphereGoes(World world, Action action) {
        if (world.home().spheres.size() > 1) {
            sphere(world, action.one).ifPresent(sphere -> {
                world.home().spheres.remove(sphere.id);
                world.home().removedSpheres.put(sphere.id, sphere);
                world.cloud().emit(new HomeEvent.DataChanged(sphere.id, "spheres", "delete", sphere.id.value()));
            });
        }
    }

    private static void userRemoved(World world, Action action) {
        sphere(world, action.one).ifPresent(sphere -> {
            UserId user = world.home().people.get(action.two % 4).id();
            if (sphere.roles.size() > 1 && sphere.roles.remove(user) != null) {
                world.home().devices.stream()
                        .filter(each -> each.owner.equals(user) && sphere.id.equals(each.sphere))
                        .forEach(each -> each.sphere = null);
                world.cloud().emit(new HomeEvent.DataChanged(sphere.id, "users", "delete", user.value()));
            }
        });
    }

    private static void changed(World world, SphereTruth sphere, String kind) {
        world.cloud().emit(new HomeEvent.DataChanged(sphere.id, kind, "update", null));
    }

    // ---- which

    private static int level(CrownstoneTruth crownstone, int two) {
        List<Integer> levels = crownstone.dims ? List.of(0, 100, 40, 75, 1) : List.of(0, 100);
        return levels.get(two % levels.size());
    }

    private static int account(World world, int which) {
        return 1 + which % Math.toIntExact(world.home().accounts().count());
    }

    private static Device device(World world, int which) {
        return world.home().devices.get(which % world.home().devices.size());
    }

    private static Optional<CrownstoneTruth> crownstone(World world, int which) {
        return pick(world.home().crownstones(), which);
    }

    private static SphereTruth sphereOf(World world, CrownstoneTruth crownstone) {
        return world.home().sphereOf(crownstone.id).orElseThrow();
    }

    private static Optional<HubTruth> hub(World world, Action action) {
        return sphere(world, action.one).flatMap(sphere -> pick(sphere.hubs.values(), action.two));
    }

    private static Optional<SphereTruth> sphere(World world, int which) {
        return pick(world.home().spheres.values(), which);
    }

    /** Sometimes none. */
    private static Optional<LocationId> room(SphereTruth sphere, int which) {
        return which % 4 == 0 ? Optional.empty() : pick(sphere.rooms.keySet(), which / 4);
    }

    private static <T> Optional<T> pick(Collection<T> all, int which) {
        return all.isEmpty()
                ? Optional.empty()
                : all.stream().skip(which % all.size()).findFirst();
    }
}
