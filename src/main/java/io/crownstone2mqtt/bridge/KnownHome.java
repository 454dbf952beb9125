package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud has reported, and how old each part of that is. An event is as old as its arrival, an answer as old as its
 * question. Whatever comes, in whatever order and through whichever account, what is newer stays, part by part. What stays
 * the same stays the same object, so that only what differs is rendered again.
 *
 * @param reported the home, without anything that is only assumed
 * @param crownstones by Crownstone, how old its state and its abilities are
 * @param spheres by sphere, how old its structure and its presence are
 */
record KnownHome(
        Home reported,
        PersistentMap<CrownstoneId, CrownstoneAge> crownstones,
        PersistentMap<SphereId, SphereAge> spheres) {
    static final KnownHome NOTHING = new KnownHome(Home.EMPTY, PersistentMap.empty(), PersistentMap.empty());

    private static final Duration NEVER = Duration.ofDays(-1);

    record CrownstoneAge(Duration state, Duration abilities) {
        static final CrownstoneAge UNKNOWN = new CrownstoneAge(NEVER, NEVER);

        CrownstoneAge atLeast(Duration at) {
            return new CrownstoneAge(later(state, at), later(abilities, at));
        }

        private static Duration later(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    /**
     * How old what is known of a sphere is.
     *
     * @param structure its name, its things, and the roles of its users
     * @param presence when it was asked who is there
     * @param people by user, when an event reported that user
     * @param hubsSilentAt by hub that is in contact with the cloud, when it counts as silent if nothing newer comes
     */
    record SphereAge(
            Duration structure,
            Duration presence,
            PersistentMap<UserId, Duration> people,
            PersistentMap<HubId, Duration> hubsSilentAt) {
        static final SphereAge UNKNOWN = new SphereAge(NEVER, NEVER, PersistentMap.empty(), PersistentMap.empty());

        SphereAge withPresence(Duration at, PersistentMap<UserId, Duration> newPeople) {
            return new SphereAge(structure, at, newPeople, hubsSilentAt);
        }

        SphereAge withStructure(Duration at, PersistentMap<HubId, Duration> newHubs) {
            return new SphereAge(at, presence, people, newHubs);
        }
    }

    SphereAge ageOf(SphereId id) {
        SphereAge age = spheres.get(id);
        return age == null ? SphereAge.UNKNOWN : age;
    }

    private CrownstoneAge ageOf(CrownstoneId id) {
        CrownstoneAge age = crownstones.get(id);
        return age == null ? CrownstoneAge.UNKNOWN : age;
    }

    /** Whether the state is known from a later time than that. */
    boolean knowsStateAfter(CrownstoneId id, Duration at) {
        return ageOf(id).state().compareTo(at) > 0;
    }

    private KnownHome with(Home home) {
        return home == reported ? this : new KnownHome(home, crownstones, spheres);
    }

    private KnownHome with(CrownstoneId id, CrownstoneAge age) {
        return new KnownHome(reported, crownstones.with(id, age), spheres);
    }

    private KnownHome with(SphereId id, SphereAge age) {
        return new KnownHome(reported, crownstones, spheres.with(id, age));
    }

    private KnownHome change(SphereId id, UnaryOperator<Sphere> change) {
        return with(reported.change(id, change));
    }

    /** A state, known since that time. */
    KnownHome stateReported(SphereId sphere, CrownstoneId id, SwitchState state, Duration at) {
        CrownstoneAge age = ageOf(id);
        if (at.compareTo(age.state()) < 0) {
            return this;
        }
        return with(reported.change(sphere, id, known -> {
                    SwitchState before = known.state();
                    return before != null && before.percentage() == state.percentage() ? known : known.withState(state);
                }))
                .with(id, new CrownstoneAge(at, age.abilities()));
    }

    KnownHome abilityChanged(SphereId sphere, CrownstoneId id, Ability ability, Duration at) {
        return with(reported.change(
                        sphere,
                        id,
                        known -> known.ability(ability.type())
                                        .filter(ability::equals)
                                        .isPresent()
                                ? known
                                : known.withAbility(ability)))
                .with(id, new CrownstoneAge(ageOf(id).state(), at));
    }

    KnownHome entered(SphereId sphere, UserId user, @Nullable LocationId location, Duration at) {
        if (reported.sphere(sphere).isEmpty()) {
            return this;
        }
        SphereAge age = ageOf(sphere);
        return change(
                        sphere,
                        known -> known.withPresence(
                                location == null
                                        ? known.presence().entered(user)
                                        : known.presence().entered(user, location)))
                .with(sphere, age.withPresence(age.presence(), age.people().with(user, at)));
    }

    /** Who is there, as the cloud answered to a question of that time; of whom an event came since then, what is known stays. */
    KnownHome presenceReceived(SphereId sphere, Presence answer, Duration askedAt) {
        SphereAge age = ageOf(sphere);
        if (reported.sphere(sphere).isEmpty() || askedAt.compareTo(age.presence()) < 0) {
            return this;
        }
        PersistentMap<UserId, Duration> newer = newerThan(askedAt, age.people());
        return change(sphere, known -> {
                    Presence merged = merge(known.presence(), answer, newer);
                    return known.presence().equals(merged) ? known : known.withPresence(merged);
                })
                .with(sphere, age.withPresence(askedAt, newer));
    }

    private static PersistentMap<UserId, Duration> newerThan(Duration askedAt, PersistentMap<UserId, Duration> people) {
        PersistentMap<UserId, Duration> newer = people;
        for (Map.Entry<UserId, Duration> entry : people.entrySet()) {
            newer = entry.getValue().compareTo(askedAt) < 0 ? newer.without(entry.getKey()) : newer;
        }
        return newer;
    }

    private static Presence merge(Presence known, Presence answer, PersistentMap<UserId, Duration> newer) {
        Presence merged = answer;
        for (UserId user : newer.keySet()) {
            if (known.isPresent(user)) {
                merged = new Presence(merged.people().with(user, known.locationsOf(user)));
            }
        }
        return merged;
    }

    /** Whether an event of people came after that time, so that an answer from then is not the whole truth. */
    boolean hasNewerPresence(SphereId sphere, Duration askedAt) {
        return !newerThan(askedAt, ageOf(sphere).people()).isEmpty();
    }

    KnownHome received(Input.SphereReceived answer, Duration askedAt) {
        SphereId id = answer.sphere().id();
        SphereAge age = ageOf(id);
        KnownHome merged = this;
        if (askedAt.compareTo(age.structure()) >= 0) {
            boolean hubs = answer.has(SpherePart.HUBS);
            merged = structureReceived(answer, askedAt)
                    .with(
                            id,
                            age.withStructure(askedAt, hubs ? silentAt(answer.sphere(), askedAt) : age.hubsSilentAt()));
        }
        return answer.has(SpherePart.PRESENCE)
                ? merged.presenceReceived(id, answer.sphere().presence(), askedAt)
                : merged;
    }

    private KnownHome structureReceived(Input.SphereReceived answer, Duration askedAt) {
        Sphere fetched = answer.sphere();
        Sphere known = reported.sphere(fetched.id()).orElse(Sphere.empty(fetched.id(), null));
        PersistentMap<CrownstoneId, CrownstoneAge> ages = crownstones;
        PersistentMap<CrownstoneId, Crownstone> merged = known.crownstones();
        for (CrownstoneId id : known.crownstones().keySet()) {
            if (!fetched.crownstones().containsKey(id)) {
                merged = merged.without(id);
                ages = ages.without(id);
            }
        }
        for (Crownstone each : fetched.crownstones().values()) {
            CrownstoneAge age = ageOf(each.id());
            merged = merged.with(each.id(), merge(merged.get(each.id()), each, age, askedAt));
            ages = ages.with(each.id(), age.atLeast(askedAt));
        }
        boolean users = answer.has(SpherePart.USERS) || known.users().isEmpty();
        Sphere sphere = new Sphere(
                fetched.id(),
                fetched.name(),
                fetched.uid(),
                merged,
                merge(known.locations(), fetched.locations()),
                users ? merge(known.users(), fetched.users()) : known.users(),
                answer.has(SpherePart.SCENES) ? mergeScenes(known.scenes(), fetched.scenes()) : known.scenes(),
                answer.has(SpherePart.HUBS) ? mergeHubs(known.hubs(), fetched.hubs()) : known.hubs(),
                known.presence());
        return new KnownHome(reported.with(sphere.equals(known) ? known : sphere), ages, spheres);
    }

    private static Crownstone merge(
            @Nullable Crownstone known, Crownstone fetched, CrownstoneAge age, Duration askedAt) {
        if (known == null) {
            return fetched;
        }
        SwitchState before = known.state();
        SwitchState now = fetched.state();
        boolean older = askedAt.compareTo(age.state()) < 0;
        boolean same = before != null && now != null && before.percentage() == now.percentage();
        Crownstone merged = older || same ? fetched.withState(before) : fetched;
        if (askedAt.compareTo(age.abilities()) < 0) {
            merged = merged.toBuilder().abilities(known.abilities()).build();
        }
        return merged.equals(known) ? known : merged;
    }

    private static PersistentMap<SceneId, Scene> mergeScenes(
            PersistentMap<SceneId, Scene> known, PersistentMap<SceneId, Scene> fetched) {
        PersistentMap<SceneId, Scene> readable = fetched;
        for (Scene each : fetched.values()) {
            readable = readable.with(each.id(), each.orLevelsOf(known.get(each.id())));
        }
        return merge(known, readable);
    }

    /** That a hub has been silent a little longer or shorter is no change. */
    private static PersistentMap<HubId, Hub> mergeHubs(
            PersistentMap<HubId, Hub> known, PersistentMap<HubId, Hub> fetched) {
        PersistentMap<HubId, Hub> steady = fetched;
        for (Hub each : fetched.values()) {
            Hub before = known.get(each.id());
            if (before != null && each.isShownLike(before)) {
                steady = steady.with(each.id(), before);
            }
        }
        return merge(known, steady);
    }

    private static PersistentMap<HubId, Duration> silentAt(Sphere sphere, Duration askedAt) {
        PersistentMap<HubId, Duration> times = PersistentMap.empty();
        for (Hub hub : sphere.hubs().values()) {
            if (hub.isConnected()) {
                times = times.with(
                        hub.id(), askedAt.plus(Hub.LONGEST_SILENCE).minus(Objects.requireNonNull(hub.silence())));
            }
        }
        return times;
    }

    /** When the next hub of the sphere counts as silent. */
    Optional<Duration> nextSilence(SphereId id) {
        return ageOf(id).hubsSilentAt().values().stream().min(Comparator.naturalOrder());
    }

    /** With those hubs silent whose time has come. */
    KnownHome hubsSilent(SphereId id, StepTime now) {
        SphereAge age = ageOf(id);
        PersistentMap<HubId, Duration> left = age.hubsSilentAt();
        KnownHome changed = this;
        for (Map.Entry<HubId, Duration> each : age.hubsSilentAt().entrySet()) {
            if (now.isPast(each.getValue())) {
                left = left.without(each.getKey());
                changed = changed.change(id, sphere -> {
                    Hub hub = sphere.hubs().get(each.getKey());
                    return hub == null ? sphere : sphere.with(hub.silent());
                });
            }
        }
        return left == age.hubsSilentAt() ? this : changed.with(id, age.withStructure(age.structure(), left));
    }

    /** Without the sphere, and all that is known of it. */
    KnownHome without(SphereId id) {
        PersistentMap<CrownstoneId, CrownstoneAge> ages = crownstones;
        for (CrownstoneId each :
                reported.sphere(id).orElse(Sphere.empty(id, null)).crownstones().keySet()) {
            ages = ages.without(each);
        }
        return new KnownHome(reported.without(id), ages, spheres.without(id));
    }

    private static <K, V> PersistentMap<K, V> merge(PersistentMap<K, V> known, PersistentMap<K, V> fetched) {
        PersistentMap<K, V> merged = known;
        for (K key : known.keySet()) {
            merged = fetched.containsKey(key) ? merged : merged.without(key);
        }
        for (Map.Entry<K, V> entry : fetched.entrySet()) {
            boolean same = entry.getValue().equals(known.get(entry.getKey()));
            merged = same ? merged : merged.with(entry.getKey(), entry.getValue());
        }
        return merged;
    }
}
