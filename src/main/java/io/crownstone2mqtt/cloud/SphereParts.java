package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Forbidden;
import io.crownstone2mqtt.home.CloudProblem.NotFound;
import io.crownstone2mqtt.home.CloudProblem.Refused;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the rest of a sphere can do without. Scenes and hubs travel in the one request of the home while the cloud
 * answers that; else each is asked for by itself, and whatever it answers leaves the others as they are.
 */
final class SphereParts {
    private static final Logger LOG = LoggerFactory.getLogger(SphereParts.class);
    private static final Set<SpherePart> EMBEDDABLE = Set.of(SpherePart.SCENES, SpherePart.HUBS);
    /** How long nothing is embedded after that went wrong. */
    private static final Duration APART = Duration.ofHours(1);

    /** One part: how it completes a snapshot, or why it does not. */
    record Part(
            @Nullable UnaryOperator<SphereSnapshot> completion,
            @Nullable CloudProblem problem) {
        SphereSnapshot complete(SphereSnapshot snapshot) {
            return completion == null ? snapshot : completion.apply(snapshot);
        }
    }

    private final AccountClient account;
    private final Set<SpherePart> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Instant> apartUntil = new AtomicReference<>(Instant.MIN);

    SphereParts(AccountClient account) {
        this.account = account;
    }

    /** What the cloud knows of those that not every cloud knows. */
    Set<SpherePart> known() {
        Set<SpherePart> known = EnumSet.copyOf(EMBEDDABLE);
        known.removeAll(unknown);
        return known;
    }

    /** What the cloud does not know is not missing: there is none. */
    Set<SpherePart> withoutUnknown(Set<SpherePart> missing) {
        return missing.stream().filter(part -> !unknown.contains(part)).collect(Collectors.toUnmodifiableSet());
    }

    /** What to ask for in the one request of the home. */
    Set<SpherePart> embedded() {
        return account.now().isBefore(apartUntil.get()) ? Set.of() : known();
    }

    static String relation(SpherePart part) {
        return switch (part) {
            case SCENES -> "scenes";
            case HUBS -> "hubs";
            case USERS, PRESENCE -> throw new IllegalArgumentException(part + " is no relation that is embedded");
        };
    }

    /** The home could not be read with those embedded: whether to ask at once with fewer. */
    boolean isBetterWithout(Set<SpherePart> asked, CloudProblem problem) {
        if (asked.isEmpty()) {
            return false;
        }
        for (SpherePart part : asked) {
            if (problem.message().contains("\"" + relation(part) + "\" is not defined")) {
                forget(part);
                return true;
            }
        }
        return switch (problem) {
            case Refused _, NotFound _, Forbidden _, Unreadable _ -> {
                apartUntil.set(account.now().plus(APART));
                yield true;
            }
            case Unavailable outage -> {
                if (outage.maybeDone()) {
                    apartUntil.set(account.now().plus(APART));
                }
                yield false; // the next attempt shows whether it was that
            }
            default -> false;
        };
    }

    private void forget(SpherePart part) {
        if (unknown.add(part)) {
            LOG.info("{}: this cloud has no {}", account.label(), relation(part));
        }
    }

    Part read(SpherePart part, SphereId sphere, CloudCall call) {
        String path = "/Spheres/" + CloudApi.segment(sphere);
        return switch (part) {
            case USERS -> essential(part, path + "/users", HomeParser::users, Sphere::withUsers, call);
            case PRESENCE -> essential(part, path + "/presentPeople", HomeParser::presence, Sphere::withPresence, call);
            case SCENES ->
                optional(part, path + "/scenes", json -> listed(SceneParser.scenes(json)), Sphere::withScenes, call);
            case HUBS -> optional(part, path + "/hubs", json -> listed(HubParser.hubs(json)), Sphere::withHubs, call);
        };
    }

    /** An outage is one of everything. */
    private <T> Part essential(
            SpherePart part,
            String path,
            Function<JsonReader, T> reading,
            BiFunction<Sphere, T, Sphere> change,
            CloudCall call) {
        Part read = optional(part, path, reading, change, call);
        return switch (read.problem()) {
            case null -> read;
            case Forbidden _, NotFound _, Refused _, Unreadable _ -> read;
            case CloudProblem outage -> throw new CloudException(outage);
        };
    }

    private <T> Part optional(
            SpherePart part,
            String path,
            Function<JsonReader, T> reading,
            BiFunction<Sphere, T, Sphere> change,
            CloudCall call) {
        try {
            T value = account.read(CloudRequest.part(path), reading, call);
            return value == null
                    ? new Part(
                            null, Wire.unreadable("it is no list of anything").problem())
                    : new Part(snapshot -> snapshot.with(part, value, change), null);
        } catch (CloudException e) {
            if (EMBEDDABLE.contains(part) && ResponseClassifier.isUnknownFunction(e.problem())) {
                forget(part);
                return new Part(null, null); // no trouble
            }
            return new Part(null, e.problem());
        }
    }

    private static <T> T listed(@Nullable T list) {
        if (list == null) {
            throw Wire.unreadable("it is no list of such things");
        }
        return list;
    }
}
