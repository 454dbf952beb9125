package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The topic level of every thing of a home, and the way back from level to thing. */
public final class Names {
    private static final String RESERVED = "bridge";

    private final Map<SphereId, SphereNames> spheres;
    private final Map<String, SphereId> bySphereLevel;
    private final Map<UserId, SphereId> firstSpheres;
    private final Map<CrownstoneId, String> entityIds;

    private Names(
            Map<SphereId, SphereNames> spheres,
            Map<String, SphereId> bySphereLevel,
            Map<UserId, SphereId> firstSpheres,
            Map<CrownstoneId, String> entityIds) {
        this.spheres = spheres;
        this.bySphereLevel = bySphereLevel;
        this.firstSpheres = firstSpheres;
        this.entityIds = entityIds;
    }

    /** The levels within one sphere, and what its people are called in payloads. */
    record SphereNames(
            String level,
            Map<CrownstoneId, String> crownstones,
            Map<LocationId, String> locations,
            Map<UserId, String> users,
            Map<UserId, String> people,
            Map<String, CrownstoneId> byCrownstone,
            Map<String, LocationId> byLocation) {}

    static Names of(Home home, MirrorOptions options) {
        Collection<Sphere> all = home.spheres().values();
        Map<SphereId, String> levels = options.topics().byId()
                ? ids(all, Sphere::id)
                : Siblings.levels(
                        all,
                        Sphere::id,
                        Names::sphereSlug,
                        sphere -> sphere.id().tail());
        Map<SphereId, SphereNames> spheres = new HashMap<>();
        Map<UserId, SphereId> firstSpheres = new HashMap<>();
        for (Sphere sphere : sorted(all, Sphere::id)) {
            spheres.put(sphere.id(), within(sphere, levelOf(levels, sphere.id()), options));
            sphere.users().keySet().forEach(user -> firstSpheres.putIfAbsent(user, sphere.id()));
        }
        Map<CrownstoneId, String> entityIds =
                options.discovery().asIntegration() ? IntegrationNames.of(home) : Map.of();
        return new Names(spheres, reversed(levels), firstSpheres, entityIds);
    }

    private static SphereNames within(Sphere sphere, String level, MirrorOptions options) {
        boolean byId = options.topics().byId();
        Map<CrownstoneId, String> crownstones = byId
                ? ids(sphere.crownstones().values(), Crownstone::id)
                : Siblings.levels(
                        sphere.crownstones().values(),
                        Crownstone::id,
                        each -> slugOr(each.name(), "crownstone-" + mark(each.uid(), each.id())),
                        each -> mark(each.uid(), each.id()));
        Map<LocationId, String> locations = byId
                ? ids(sphere.locations().values(), Location::id)
                : Siblings.levels(
                        sphere.locations().values(),
                        Location::id,
                        each -> slugOr(each.name(), "location-" + mark(each.uid(), each.id())),
                        each -> mark(each.uid(), each.id()));
        boolean named = options.people().byName();
        Map<UserId, String> people = named ? called(sphere) : ids(sphere.users().values(), User::id);
        Map<UserId, String> users = byId || !named
                ? ids(sphere.users().values(), User::id)
                : Siblings.levels(
                        sphere.users().values(),
                        User::id,
                        each -> slugOr(callName(each), "user-" + each.id().tail()),
                        each -> each.id().tail());
        return new SphereNames(
                level, crownstones, locations, users, people, reversed(crownstones), reversed(locations));
    }

    /** First names as a family calls each other; the whole name where two share the first. */
    private static Map<UserId, String> called(Sphere sphere) {
        Map<String, Long> sharers =
                sphere.users().values().stream().collect(Collectors.groupingBy(Names::callName, Collectors.counting()));
        Map<UserId, String> names = new HashMap<>();
        sphere.users().forEach((id, user) -> {
            boolean shared = sharers.getOrDefault(callName(user), 0L) > 1;
            names.put(id, shared ? user.label() : callName(user));
        });
        return names;
    }

    private static String callName(User user) {
        String first = user.firstName();
        return first != null && !first.isBlank() ? first : user.label();
    }

    private static String sphereSlug(Sphere sphere) {
        String slug = slugOr(sphere.name(), "sphere-" + sphere.id().tail());
        return slug.equals(RESERVED) ? RESERVED + "-" + sphere.id().tail() : slug;
    }

    private static String slugOr(@Nullable String name, String otherwise) {
        String slug = Slug.topic(name);
        return slug.isEmpty() ? Slug.topic(otherwise) : slug;
    }

    private static String mark(@Nullable Integer uid, CloudId id) {
        return uid != null ? uid.toString() : id.tail();
    }

    private static <T, I extends CloudId> Map<I, String> ids(Collection<T> things, Function<T, I> id) {
        Map<I, String> levels = new HashMap<>();
        things.forEach(thing -> levels.put(id.apply(thing), TopicScheme.node(id.apply(thing))));
        return levels;
    }

    private static <T, I extends CloudId> List<T> sorted(Collection<T> things, Function<T, I> id) {
        return things.stream()
                .sorted(Comparator.comparing(thing -> id.apply(thing).value()))
                .toList();
    }

    private static <I> Map<String, I> reversed(Map<I, String> levels) {
        Map<String, I> result = new HashMap<>();
        levels.forEach((id, level) -> result.put(level, id));
        return result;
    }

    private static <I> String levelOf(Map<I, String> levels, I id) {
        return levels.getOrDefault(id, TopicScheme.node(String.valueOf(id)));
    }

    public String sphere(SphereId sphere) {
        SphereNames names = spheres.get(sphere);
        return names == null ? TopicScheme.node(sphere) : names.level();
    }

    public String location(SphereId sphere, LocationId location) {
        SphereNames names = spheres.get(sphere);
        return names == null ? TopicScheme.node(location) : levelOf(names.locations(), location);
    }

    public String user(SphereId sphere, UserId user) {
        SphereNames names = spheres.get(sphere);
        return names == null ? TopicScheme.node(user) : levelOf(names.users(), user);
    }

    /** What the user is called in payloads; null for somebody who is no user of the sphere. */
    public @Nullable String person(SphereId sphere, UserId user) {
        SphereNames names = spheres.get(sphere);
        return names == null ? null : names.people().get(user);
    }

    public String crownstone(SphereId sphere, CrownstoneId crownstone) {
        SphereNames names = spheres.get(sphere);
        return names == null ? TopicScheme.node(crownstone) : levelOf(names.crownstones(), crownstone);
    }

    /** What the Crownstone's entity id is made of, where that is not left to its name alone. */
    Optional<String> entityId(CrownstoneId crownstone) {
        return Optional.ofNullable(entityIds.get(crownstone));
    }

    /** The one whose entities are the user's main ones: a user of several spheres has one device, made by the oldest. */
    SphereId firstSphere(UserId user, SphereId otherwise) {
        return firstSpheres.getOrDefault(user, otherwise);
    }

    public Optional<SphereId> sphereAt(String level) {
        return Optional.ofNullable(bySphereLevel.get(level));
    }

    public Optional<LocationId> locationAt(SphereId sphere, String level) {
        return Optional.ofNullable(spheres.get(sphere))
                .map(names -> names.byLocation().get(level));
    }

    public Optional<CrownstoneId> crownstoneAt(SphereId sphere, String level) {
        return Optional.ofNullable(spheres.get(sphere))
                .map(names -> names.byCrownstone().get(level));
    }
}
