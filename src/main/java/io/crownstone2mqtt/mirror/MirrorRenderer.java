package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders a home to topics. What is the same object as in the last rendering is not rendered again, so that an event costs
 * the same in a small home and in a large one; whatever may change a name renders everything again.
 */
public final class MirrorRenderer {
    private final MirrorOptions options;
    private final CrownstoneTopics crownstones;
    private final SphereTopics spheres;
    private final PresenceTopics presence;
    private final HubTopics hubs;
    private final SceneTopics scenes;
    private final BridgeTopics bridge;
    private final TopicScheme topics;

    public MirrorRenderer(MirrorOptions options) {
        this.topics = new TopicScheme(options);
        this.options = options;
        this.crownstones = new CrownstoneTopics(topics, options);
        this.scenes = new SceneTopics(topics);
        this.spheres = new SphereTopics(topics, options, scenes);
        this.presence = new PresenceTopics(topics, options);
        this.hubs = new HubTopics(topics, options);
        this.bridge = new BridgeTopics(topics, options);
    }

    /** Everything, from nothing. */
    public Mirror render(MirrorSource source) {
        return new Rendering(source, Names.of(source.home(), options), PersistentMap.empty()).everything();
    }

    /** The same as {@link #render(MirrorSource)}, at the cost of what changed since. */
    public Mirror render(MirrorSource source, Mirror last) {
        MirrorSource before = last.source();
        if (mayChangeNames(before.home(), source.home())) {
            return new Rendering(source, Names.of(source.home(), options), PersistentMap.empty()).everything();
        }
        return new Rendering(source, last.names(), last.fragments()).changes(before);
    }

    private static boolean mayChangeNames(Home before, Home after) {
        Search found = new Search();
        after.spheres().differences(before.spheres(), (_, old, now) -> {
            if (old == null || now == null || !sameStructure(old, now)) {
                found.found = true;
            } else {
                now.crownstones().differences(old.crownstones(), (_, was, is) -> found.found |= !sameName(was, is));
                now.hubs().differences(old.hubs(), (_, was, is) -> found.found |= !sameName(was, is));
            }
        });
        return found.found;
    }

    private static boolean sameStructure(Sphere old, Sphere now) {
        return Objects.equals(old.name(), now.name())
                && old.users() == now.users()
                && old.scenes() == now.scenes()
                && old.locations() == now.locations();
    }

    private static boolean sameName(@Nullable Crownstone was, @Nullable Crownstone is) {
        return was != null
                && is != null
                && Objects.equals(was.name(), is.name())
                && Objects.equals(was.uid(), is.uid())
                && was.canSwitch() == is.canSwitch();
    }

    private static boolean sameName(@Nullable Hub was, @Nullable Hub is) {
        return was != null && is != null && Objects.equals(was.name(), is.name());
    }

    /** Whether a walk over differences came across what it looks for. */
    private static final class Search {
        private boolean found;
    }

    /** One rendering under way. */
    private final class Rendering {
        private final MirrorSource source;
        private final Names names;
        private PersistentMap<ThingKey, Fragment> fragments;
        private boolean otherTopics;

        Rendering(MirrorSource source, Names names, PersistentMap<ThingKey, Fragment> fragments) {
            this.source = source;
            this.names = names;
            this.fragments = fragments;
        }

        Mirror everything() {
            put(ThingKey.BRIDGE, bridge.render(source));
            for (Sphere sphere : source.home().spheres().values()) {
                presenceOf(sphere);
                sphere.hubs().values().forEach(hub -> hub(sphere, hub));
                sphere.crownstones().keySet().forEach(id -> crownstone(sphere, id));
                sphere.scenes().values().forEach(scene -> scene(sphere, scene));
            }
            return done();
        }

        Mirror changes(MirrorSource before) {
            otherTopics |= before.info().monitor().surveyed()
                    != source.info().monitor().surveyed();
            if (!before.info().equals(source.info())) {
                put(ThingKey.BRIDGE, bridge.render(source));
            }
            source.online().differences(before.online(), (id, _, _) -> availabilityOf(id));
            source.home().spheres().differences(before.home().spheres(), (_, old, now) -> {
                if (old != null && now != null) {
                    changes(old, now);
                }
            });
            assumptions(before);
            meters(before);
            return done();
        }

        /** Only the states of the Crownstones of which something else is assumed now. */
        private void assumptions(MirrorSource before) {
            PersistentMap<CrownstoneId, Assumption> last = PersistentMap.upcast(before.assumptions());
            PersistentMap<CrownstoneId, Assumption> now = PersistentMap.upcast(source.assumptions());
            now.differences(last, (id, was, is) -> {
                SphereId sphere = (is == null ? Objects.requireNonNull(was) : is).sphere();
                Crownstone crownstone = source.home().crownstone(sphere, id).orElse(null);
                if (crownstone != null && !source.shown(crownstone).equals(before.shown(crownstone))) {
                    stateOf(Objects.requireNonNull(source.home().spheres().get(sphere)), crownstone);
                }
            });
        }

        private void meters(MirrorSource before) {
            PersistentMap<CrownstoneId, MeterValues> last = PersistentMap.upcast(before.meters());
            PersistentMap<CrownstoneId, MeterValues> now = PersistentMap.upcast(source.meters());
            Set<CrownstoneId> changed = new HashSet<>();
            now.differences(last, (id, _, _) -> changed.add(id));
            if (!changed.isEmpty()) {
                for (Sphere sphere : source.home().spheres().values()) {
                    changed.stream().filter(sphere.crownstones()::containsKey).forEach(id -> crownstone(sphere, id));
                }
            }
        }

        private void changes(Sphere old, Sphere now) {
            if (old.presence() != now.presence()) {
                presenceOf(now);
            } else if (old.hubs() != now.hubs()) {
                sphere(now);
            }
            now.hubs().differences(old.hubs(), (_, _, is) -> {
                if (is != null) {
                    hub(now, is);
                }
            });
            now.crownstones().differences(old.crownstones(), (id, was, is) -> {
                if (was != null && is != null && was.withState(is.state()).equals(is)) {
                    stateOf(now, is);
                } else {
                    crownstone(now, id);
                }
            });
        }

        private void stateOf(Sphere sphere, Crownstone crownstone) {
            ThingKey key = ThingKey.of(sphere.id(), crownstone.id());
            Fragment before = Objects.requireNonNull(fragments.get(key));
            put(
                    key,
                    crownstones.renderState(
                            before,
                            sphere,
                            source.shown(crownstone),
                            source.meters().get(crownstone.id()),
                            names));
        }

        private void availabilityOf(SphereId id) {
            Sphere sphere = source.home().spheres().get(id);
            if (sphere != null) {
                sphere(sphere);
            }
        }

        private void presenceOf(Sphere sphere) {
            sphere(sphere);
            if (options.people().mirrored()) {
                sphere.locations()
                        .forEach((id, location) ->
                                put(ThingKey.of(sphere.id(), id), presence.location(sphere, location, names)));
                sphere.users()
                        .forEach((id, user) -> put(ThingKey.of(sphere.id(), id), presence.user(sphere, user, names)));
            }
        }

        private void sphere(Sphere sphere) {
            put(ThingKey.of(sphere.id()), spheres.render(sphere, names, source.isOnline(sphere.id())));
        }

        private void hub(Sphere sphere, Hub hub) {
            put(ThingKey.of(sphere.id(), hub.id()), hubs.render(sphere, hub, names));
        }

        private void scene(Sphere sphere, Scene scene) {
            put(ThingKey.of(sphere.id(), scene.id()), scenes.render(sphere, scene, names));
        }

        private void crownstone(Sphere sphere, CrownstoneId id) {
            Crownstone crownstone = sphere.crownstones().get(id);
            if (crownstone != null) {
                put(
                        ThingKey.of(sphere.id(), id),
                        crownstones.render(
                                sphere,
                                source.shown(crownstone),
                                source.meters().get(id),
                                names));
            }
        }

        private void put(ThingKey key, Fragment fragment) {
            otherTopics |= !fragment.hasTopicsOf(fragments.getOrDefault(key, Fragment.NONE));
            fragments = fragments.with(key, fragment);
        }

        private Mirror done() {
            if (otherTopics) {
                fragments = fragments.with(ThingKey.MANIFEST, manifest());
            }
            return new Mirror(source, names, fragments);
        }

        private Fragment manifest() {
            Set<String> all = new HashSet<>();
            fragments
                    .without(ThingKey.MANIFEST)
                    .values()
                    .forEach(fragment -> fragment.topics().forEach(each -> all.add(each.topic())));
            return new Fragment(new Manifest(all, source.info().monitor().surveyed()).render(topics));
        }
    }
}
