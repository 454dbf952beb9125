package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the things of a home are called: in topics, in payloads, and by Home Assistant. */
public final class Names {
    private final TopicMap topics;
    private final Map<SphereId, Map<UserId, String>> people;
    private final Map<UserId, SphereId> firstSpheres;
    private final Map<CrownstoneId, String> entityIds;

    private Names(
            TopicMap topics,
            Map<SphereId, Map<UserId, String>> people,
            Map<UserId, SphereId> firstSpheres,
            Map<CrownstoneId, String> entityIds) {
        this.topics = topics;
        this.people = people;
        this.firstSpheres = firstSpheres;
        this.entityIds = entityIds;
    }

    static Names of(Home home, MirrorOptions options) {
        Map<SphereId, Map<UserId, String>> people = new HashMap<>();
        Map<UserId, SphereId> firstSpheres = new HashMap<>();
        home.spheres().values().stream()
                .sorted(Comparator.comparing(sphere -> sphere.id().value()))
                .forEach(sphere -> {
                    people.put(sphere.id(), options.people().byName() ? callNames(sphere) : ids(sphere));
                    sphere.users().keySet().forEach(user -> firstSpheres.putIfAbsent(user, sphere.id()));
                });
        Map<CrownstoneId, String> entityIds =
                options.discovery().asIntegration() ? IntegrationNames.of(home) : Map.of();
        return new Names(TopicMap.of(home, options), people, firstSpheres, entityIds);
    }

    private static Map<UserId, String> ids(Sphere sphere) {
        Map<UserId, String> ids = new HashMap<>();
        sphere.users().keySet().forEach(id -> ids.put(id, id.value()));
        return ids;
    }

    /** First names as a family calls each other; the whole name where two share the first. */
    private static Map<UserId, String> callNames(Sphere sphere) {
        Map<String, Long> sharers =
                sphere.users().values().stream().collect(Collectors.groupingBy(Names::callName, Collectors.counting()));
        Map<UserId, String> names = new HashMap<>();
        sphere.users().forEach((id, user) -> {
            boolean shared = sharers.getOrDefault(callName(user), 0L) > 1;
            names.put(id, shared ? user.label() : callName(user));
        });
        return names;
    }

    static String callName(User user) {
        String first = user.firstName();
        return first != null && !first.isBlank() ? first : user.label();
    }

    public TopicMap topics() {
        return topics;
    }

    /** What the user is called in payloads; null for somebody who is no user of the sphere. */
    public @Nullable String person(SphereId sphere, UserId user) {
        return people.getOrDefault(sphere, Map.of()).get(user);
    }

    /** What the Crownstone's entity id is made of, where that is not left to its name alone. */
    Optional<String> entityId(CrownstoneId crownstone) {
        return Optional.ofNullable(entityIds.get(crownstone));
    }

    /** The one whose entities are the user's main ones: a user of several spheres has one device, made by the oldest. */
    SphereId firstSphere(UserId user, SphereId otherwise) {
        return firstSpheres.getOrDefault(user, otherwise);
    }
}
