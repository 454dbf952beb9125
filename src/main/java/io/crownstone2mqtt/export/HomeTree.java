package io.crownstone2mqtt.export;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.MeterValues;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.Names;
import io.crownstone2mqtt.mirror.ThingKey;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The home in the order in which people look for something: by names, as they are in topics. */
public record HomeTree(List<House> houses) {
    /** @param elsewhere the Crownstones that are in no known room */
    record House(
            String label,
            String path,
            List<Room> rooms,
            List<Plug> elsewhere,
            List<Person> people,
            List<Named> scenes,
            List<Named> hubs) {
        String level() {
            return path;
        }

        /** Whether it is known if anybody can carry out commands. */
        boolean tellsSwitching(boolean presenceKnown) {
            return presenceKnown || !hubs.isEmpty();
        }
    }

    /** A scene or a hub. */
    record Named(String label, String path) {
        String level() {
            return last(path);
        }
    }

    record Room(String label, String path, List<Plug> crownstones) {
        String level() {
            return last(path);
        }
    }

    /** Only what has a switch is exported. */
    record Plug(String label, String path, boolean dims, boolean outlet) {
        String level() {
            return last(path);
        }
    }

    record Person(String label, String path) {
        String level() {
            return last(path);
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static HomeTree of(Home home, Names names) {
        return new HomeTree(home.spheres().values().stream()
                .map(sphere -> house(sphere, names))
                .sorted(Comparator.comparing(House::level))
                .toList());
    }

    private static House house(Sphere sphere, Names names) {
        List<Room> rooms = sphere.locations().values().stream()
                .map(location -> new Room(
                        location.label(),
                        names.topics().path(ThingKey.of(sphere.id(), location.id())),
                        plugs(sphere, names, location)))
                .sorted(Comparator.comparing(Room::level))
                .toList();
        List<Person> people = sphere.users().keySet().stream()
                .map(id -> new Person(
                        Objects.requireNonNullElse(names.person(sphere.id(), id), id.value()),
                        names.topics().path(ThingKey.of(sphere.id(), id))))
                .sorted(Comparator.comparing(Person::level))
                .toList();
        return new House(
                sphere.label(),
                names.topics().path(ThingKey.of(sphere.id())),
                rooms,
                plugs(sphere, names, null),
                people,
                named(sphere.scenes().values(), Scene::label, each -> ThingKey.of(sphere.id(), each.id()), names),
                named(sphere.hubs().values(), Hub::label, each -> ThingKey.of(sphere.id(), each.id()), names));
    }

    private static <T> List<Named> named(
            Collection<T> things, Function<T, String> label, Function<T, ThingKey> key, Names names) {
        return things.stream()
                .map(each -> new Named(label.apply(each), names.topics().path(key.apply(each))))
                .sorted(Comparator.comparing(Named::level))
                .toList();
    }

    private static List<Plug> plugs(Sphere sphere, Names names, @Nullable Location room) {
        LocationId wanted = room == null ? null : room.id();
        return sphere.crownstones().values().stream()
                .filter(Crownstone::canSwitch)
                .filter(each -> Objects.equals(known(sphere, each.location()), wanted))
                .map(each -> new Plug(
                        each.label(),
                        names.topics().path(ThingKey.of(sphere.id(), each.id())),
                        each.canDim(),
                        "PLUG".equals(each.type())))
                .sorted(Comparator.comparing(Plug::level))
                .toList();
    }

    private static @Nullable LocationId known(Sphere sphere, @Nullable LocationId location) {
        return location == null || sphere.locations().get(location) == null ? null : location;
    }

    /** What is exported does not depend on what a meter shows. */
    private record AnyValues() implements MeterValues {
        @Override
        public @Nullable String energy() {
            return null;
        }

        @Override
        public @Nullable String power() {
            return null;
        }
    }

    /** What is exported does not depend on when, and who is online. */
    static MirrorSource snapshot(Home home, Set<CrownstoneId> metered) {
        URI nowhere = URI.create("mqtt://localhost");
        PersistentMap<CrownstoneId, MeterValues> meters = PersistentMap.empty();
        for (CrownstoneId each : metered) {
            meters = meters.with(each, new AnyValues());
        }
        return new MirrorSource(
                home,
                PersistentMap.empty(),
                meters,
                PersistentMap.empty(),
                new MirrorSource.BridgeInfo(
                        Instant.EPOCH, nowhere, nowhere, Instant.EPOCH, MirrorSource.Monitor.well(1, "info")));
    }
}
