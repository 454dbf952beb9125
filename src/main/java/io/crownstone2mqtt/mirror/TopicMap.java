package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where each thing of a home has its topics, and which thing is there. A path is what stands between the base topic and the
 * last levels of a topic: {@code home}, {@code home/location/kitchen}, {@code home/crownstone/desk-lamp}.
 */
public final class TopicMap {
    private static final String RESERVED = "bridge";

    private final MirrorOptions options;
    private final Map<ThingKey, String> paths = new HashMap<>();
    private final Map<String, ThingKey> things = new HashMap<>();

    private TopicMap(MirrorOptions options) {
        this.options = options;
    }

    static TopicMap of(Home home, MirrorOptions options) {
        TopicMap map = new TopicMap(options);
        Collection<Sphere> spheres = home.spheres().values();
        Map<SphereId, String> levels = map.levels(
                spheres, Sphere::id, TopicMap::sphereSlug, sphere -> sphere.id().tail());
        levels.forEach((id, level) -> map.put(ThingKey.of(id), level));
        spheres.forEach(map::putThingsOf);
        return map;
    }

    private void putThingsOf(Sphere sphere) {
        SphereId id = sphere.id();
        Map<LocationId, String> locations = levels(
                sphere.locations().values(),
                Location::id,
                each -> slugOr(each.name(), "location-" + number(each.uid(), each.id())),
                each -> number(each.uid(), each.id()));
        Map<UserId, String> users = options.people().byName()
                ? levels(
                        sphere.users().values(),
                        User::id,
                        each -> slugOr(Names.callName(each), "user-" + each.id().tail()),
                        each -> each.id().tail())
                : ids(sphere.users().values(), User::id);
        Map<CrownstoneId, String> crownstones = levels(
                sphere.crownstones().values(),
                Crownstone::id,
                each -> slugOr(each.name(), "crownstone-" + number(each.uid(), each.id())),
                each -> number(each.uid(), each.id()));
        Map<HubId, String> hubs = levels(
                sphere.hubs().values(),
                Hub::id,
                each -> slugOr(each.name(), "hub-" + each.id().tail()),
                each -> each.id().tail());
        Map<SceneId, String> scenes = levels(
                sphere.scenes().values(),
                Scene::id,
                each -> slugOr(each.name(), "scene-" + each.id().tail()),
                each -> each.id().tail());
        String path = path(ThingKey.of(id));
        locations.forEach((each, level) -> put(ThingKey.of(id, each), path + "/location/" + level));
        users.forEach((each, level) -> put(ThingKey.of(id, each), path + "/user/" + level));
        hubs.forEach((each, level) -> put(ThingKey.of(id, each), path + "/hub/" + level));
        crownstones.forEach((each, level) -> put(ThingKey.of(id, each), path + "/crownstone/" + level));
        scenes.forEach((each, level) -> put(ThingKey.of(id, each), path + "/scene/" + level));
    }

    private void put(ThingKey thing, String path) {
        paths.put(thing, path);
        things.put(path, thing);
    }

    /**
     * Levels by id. Of siblings with one slug the oldest has it, each other gets {@code -<mark>}; should that be another's
     * level already, the id as well. The oldest is the one with the smallest id, which begins with the time of creation: a
     * new sibling never changes the level of one that is there.
     *
     * @param slug never empty
     * @param mark what distinguishes siblings of one name
     */
    private <T, I extends CloudId> Map<I, String> levels(
            Collection<T> siblings, Function<T, I> id, Function<T, String> slug, Function<T, String> mark) {
        if (options.topics().byId()) {
            return ids(siblings, id);
        }
        Map<I, String> levels = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        siblings.stream()
                .sorted(Comparator.comparing(each -> id.apply(each).value()))
                .forEach(each -> {
                    String plain = slug.apply(each);
                    String marked = plain + "-" + mark.apply(each);
                    String certain = marked + "-" + TopicScheme.node(id.apply(each));
                    levels.put(
                            id.apply(each),
                            Stream.of(plain, marked, certain)
                                    .filter(taken::add)
                                    .findFirst()
                                    .orElse(certain));
                });
        return levels;
    }

    private static <T, I extends CloudId> Map<I, String> ids(Collection<T> things, Function<T, I> id) {
        Map<I, String> levels = new HashMap<>();
        things.forEach(each -> levels.put(id.apply(each), TopicScheme.node(id.apply(each))));
        return levels;
    }

    private static String sphereSlug(Sphere sphere) {
        String slug = slugOr(sphere.name(), "sphere-" + sphere.id().tail());
        return slug.equals(RESERVED) ? RESERVED + "-" + sphere.id().tail() : slug;
    }

    private static String slugOr(@Nullable String name, String otherwise) {
        String slug = Slug.topic(name);
        return slug.isEmpty() ? Slug.topic(otherwise) : slug;
    }

    private static String number(@Nullable Integer uid, CloudId id) {
        return uid != null ? uid.toString() : id.tail();
    }

    /** The path of a thing; of one that the home no longer has, a path with its id. */
    public String path(ThingKey thing) {
        String path = paths.get(thing);
        return path != null ? path : unknown(thing);
    }

    private String unknown(ThingKey thing) {
        String sphere = thing.sphere();
        String parent =
                paths.getOrDefault(new ThingKey(ThingKey.ThingType.SPHERE, sphere, ""), TopicScheme.node(sphere));
        return switch (thing.level()) {
            case BRIDGE, MANIFEST -> RESERVED;
            case SPHERE -> parent;
            case LOCATION -> parent + "/location/" + TopicScheme.node(thing.id());
            case USER -> parent + "/user/" + TopicScheme.node(thing.id());
            case HUB -> parent + "/hub/" + TopicScheme.node(thing.id());
            case SCENE -> parent + "/scene/" + TopicScheme.node(thing.id());
            case CROWNSTONE -> parent + "/crownstone/" + TopicScheme.node(thing.id());
        };
    }

    /** The last level of its path. */
    public String level(ThingKey thing) {
        String path = path(thing);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public Optional<ThingKey> at(String path) {
        return Optional.ofNullable(things.get(path));
    }
}
