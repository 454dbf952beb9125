package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The functions of the REST API, each within a {@link CloudCall}. */
final class CloudApi {
    private static final Logger LOG = LoggerFactory.getLogger(CloudApi.class);
    private static final String STONES_INCLUDE =
            "{\"include\":[\"currentSwitchState\",{\"abilities\":\"properties\"}]}";
    private static final String STONES = filter(STONES_INCLUDE);
    private static final String STATES = filter("{\"include\":[\"currentSwitchState\"]}");

    /** Those of a sphere that every cloud has. */
    private static final Set<SpherePart> PEOPLE = Set.of(SpherePart.USERS, SpherePart.PRESENCE);

    private final AccountClient account;
    private final MissingParts missing;
    private final SphereParts parts;
    private final HomeCache cache = new HomeCache();
    private final AtomicReference<Set<SphereId>> known = new AtomicReference<>(Set.of());

    /** The parts of a sphere that are read by themselves, each on its way. */
    private record RequestedParts(Map<SpherePart, CompletableFuture<SphereParts.Part>> parts) {}

    CloudApi(AccountClient account) {
        this.account = account;
        missing = new MissingParts(account.label());
        parts = new SphereParts(account);
    }

    /** As it was last read; reads everything if that was never done for this function. */
    Home home(CloudCall call) {
        return cache.get(call, () -> readAll(call).home());
    }

    HomeSnapshot synchronize(CloudCall call) {
        HomeSnapshot snapshot = readAll(call);
        cache.update(snapshot.home());
        return snapshot;
    }

    private HomeSnapshot readAll(CloudCall call) {
        UserId self = account.session().self(call);
        String path = "/users/" + self + "/spheres";
        CompletableFuture<List<SphereSnapshot>> home = fork(() -> readHome(path, call), call);
        Map<SphereId, RequestedParts> people = new HashMap<>();
        likelySpheres(path, call).forEach(id -> people.put(id, likelyPeople(id, call)));
        List<SphereSnapshot> spheres = join(home);
        known.set(spheres.stream().map(each -> each.sphere().id()).collect(Collectors.toUnmodifiableSet()));
        spheres.forEach(each -> people.computeIfAbsent(each.sphere().id(), id -> read(PEOPLE, id, call)));
        Map<SphereId, RequestedParts> apart = readApart(spheres, call);
        Home result = Home.EMPTY;
        Map<SphereId, Set<SpherePart>> incomplete = new HashMap<>();
        for (SphereSnapshot each : spheres) {
            SphereId id = each.sphere().id();
            SphereSnapshot snapshot = completed(
                    completed(each, Objects.requireNonNull(people.get(id))), Objects.requireNonNull(apart.get(id)));
            result = result.with(snapshot.sphere());
            incomplete.put(id, parts.withoutUnknown(snapshot.missing()));
        }
        return new HomeSnapshot(self, result, incomplete);
    }

    /** With scenes and hubs, if the cloud lets them be asked for so. */
    private List<SphereSnapshot> readHome(String path, CloudCall call) {
        Set<SpherePart> embedded = parts.embedded();
        String address = path + homeFilter(embedded);
        CloudRequest request = embedded.isEmpty() ? CloudRequest.read(address) : CloudRequest.part(address);
        try {
            return account.read(request, json -> HomeParser.spheres(json, account.now()), call);
        } catch (CloudException e) {
            if (parts.isBetterWithout(embedded, e.problem())) {
                return readHome(path, call);
            }
            throw e;
        }
    }

    private static String homeFilter(Set<SpherePart> embedded) {
        String relations = embedded.stream()
                .sorted()
                .map(part -> ",\"" + SphereParts.relation(part) + "\"")
                .collect(Collectors.joining());
        return filter("{\"include\":[{\"relation\":\"ownedStones\",\"scope\":" + STONES_INCLUDE + "},\"ownedLocations\""
                + relations + "]}");
    }

    /** What did not come with the home. */
    private Map<SphereId, RequestedParts> readApart(List<SphereSnapshot> spheres, CloudCall call) {
        Map<SphereId, RequestedParts> readings = new HashMap<>();
        for (SphereSnapshot each : spheres) {
            Set<SpherePart> left = parts.known();
            left.retainAll(each.missing());
            readings.put(each.sphere().id(), read(left, each.sphere().id(), call));
        }
        return readings;
    }

    /**
     * Whose people can be asked for while the home is still on its way: the spheres of the last time, which will
     * mostly be those of this time, or a list without anything in it, which is there long before. A sphere that has gone
     * is asked for once, even if that fails.
     */
    private Set<SphereId> likelySpheres(String path, CloudCall call) {
        Set<SphereId> last = known.getAndSet(Set.of());
        if (!last.isEmpty()) {
            return last;
        }
        try {
            return account.read(CloudRequest.read(path), HomeParser::sphereIds, call);
        } catch (CloudException e) {
            LOG.debug("{}: no list of spheres before the home: {}", account.label(), e.getMessage());
            return Set.of();
        }
    }

    /** Of a sphere that may have gone: then their failure is nobody's. */
    private RequestedParts likelyPeople(SphereId sphere, CloudCall call) {
        RequestedParts reading = new RequestedParts(new EnumMap<>(SpherePart.class));
        PEOPLE.forEach(part -> reading.parts().put(part, forkAlone(() -> parts.read(part, sphere, call))));
        return reading;
    }

    private RequestedParts read(Set<SpherePart> which, SphereId sphere, CloudCall call) {
        RequestedParts reading = new RequestedParts(new EnumMap<>(SpherePart.class));
        which.forEach(part -> reading.parts().put(part, fork(() -> parts.read(part, sphere, call), call)));
        return reading;
    }

    private SphereSnapshot completed(SphereSnapshot incomplete, RequestedParts reading) {
        SphereSnapshot snapshot = incomplete;
        for (Map.Entry<SpherePart, CompletableFuture<SphereParts.Part>> entry :
                reading.parts().entrySet()) {
            SphereParts.Part part = join(entry.getValue());
            missing.note(incomplete.sphere(), entry.getKey(), part.problem());
            snapshot = part.complete(snapshot);
        }
        return snapshot;
    }

    /** Complete, or not at all; only scenes and hubs may be missing. */
    Sphere synchronize(SphereId id, CloudCall call) {
        RequestedParts people = read(PEOPLE, id, call);
        RequestedParts others = read(parts.known(), id, call);
        SphereSnapshot snapshot = SphereSnapshot.withoutParts(withoutParts(id, call));
        for (CompletableFuture<SphereParts.Part> each : people.parts().values()) {
            SphereParts.Part part = join(each);
            if (part.problem() != null) {
                throw new CloudException(part.problem());
            }
            snapshot = part.complete(snapshot);
        }
        Sphere whole = completed(snapshot, others).sphere();
        cache.update(whole);
        return whole;
    }

    SphereSnapshot snapshot(SphereId id, CloudCall call) {
        Set<SpherePart> all = parts.known();
        all.addAll(PEOPLE);
        RequestedParts reading = read(all, id, call);
        SphereSnapshot snapshot = completed(SphereSnapshot.withoutParts(withoutParts(id, call)), reading);
        return new SphereSnapshot(snapshot.sphere(), parts.withoutUnknown(snapshot.missing()));
    }

    private Sphere withoutParts(SphereId id, CloudCall call) {
        String path = "/Spheres/" + segment(id);
        var crownstones = fork(
                () -> account.read(
                        CloudRequest.read(path + "/ownedStones" + STONES),
                        json -> CrownstoneParser.crownstones(json, account.now()),
                        call),
                call);
        var locations = fork(() -> locations(id, call), call);
        Sphere named = account.read(CloudRequest.read(path), json -> HomeParser.named(json.tree(), id), call);
        return HomeParser.filled(named, join(crownstones), join(locations));
    }

    PersistentMap<LocationId, Location> locations(SphereId sphere, CloudCall call) {
        return account.read(
                CloudRequest.read("/Spheres/" + segment(sphere) + "/ownedLocations"), HomeParser::locations, call);
    }

    Map<CrownstoneId, SwitchState> switchStates(SphereId sphere, CloudCall call) {
        return account.read(
                CloudRequest.read("/Spheres/" + segment(sphere) + "/ownedStones" + STATES),
                json -> CrownstoneParser.states(json, account.now()),
                call);
    }

    Presence presence(SphereId sphere, CloudCall call) {
        return account.read(
                CloudRequest.read("/Spheres/" + segment(sphere) + "/presentPeople"), HomeParser::presence, call);
    }

    void switchCrownstone(CrownstoneId crownstone, SwitchCommand command, CloudCall call) {
        ObjectNode body = put(Wire.MAPPER.createObjectNode(), command);
        account.command("/Stones/" + segment(crownstone) + "/switch", body.toString(), call);
    }

    void switchCrownstones(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands, CloudCall call) {
        if (commands.isEmpty()) {
            return; // the cloud would wake every phone of the sphere for nothing
        }
        ArrayNode body = Wire.MAPPER.createArrayNode();
        commands.forEach((id, command) -> put(body.addObject().put("stoneId", id.value()), command));
        account.command("/Spheres/" + segment(sphere) + "/switchCrownstones", body.toString(), call);
    }

    private static ObjectNode put(ObjectNode json, SwitchCommand command) {
        return switch (command) {
            case SwitchCommand.TurnOn _ -> json.put("type", "TURN_ON");
            case SwitchCommand.TurnOff _ -> json.put("type", "TURN_OFF");
            case SwitchCommand.Percentage(int value) ->
                json.put("type", "PERCENTAGE").put("percentage", value);
        };
    }

    List<SphereKeys> keys(@Nullable SphereId sphere, CloudCall call) {
        UserId self = account.session().self(call);
        String query = sphere == null ? "" : "?sphereId=" + segment(sphere);
        return account.read(CloudRequest.read("/users/" + self + "/keysV2" + query), KeysParser::keys, call);
    }

    /** In a thread of its own; the first part of a call that fails stops the others. */
    private <T> CompletableFuture<T> fork(Supplier<T> part, CloudCall call) {
        return forkAlone(() -> {
            try {
                return part.get();
            } catch (CloudException e) {
                call.stop(e.problem());
                throw e;
            } catch (RuntimeException e) {
                LOG.error("{}: a fault of this program in a call of the cloud", account.label(), e);
                throw e;
            } catch (Error e) {
                // The future that it completes would swallow it.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                throw e;
            }
        });
    }

    private <T> CompletableFuture<T> forkAlone(Supplier<T> part) {
        try {
            return CompletableFuture.supplyAsync(part, account.http().threads());
        } catch (RejectedExecutionException e) {
            throw new CloudException(new CloudProblem.Unavailable("the connections to the cloud are closed"), e);
        }
    }

    private static <T> T join(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            CloudProblem problem = e.getCause() instanceof CloudException cause
                    ? cause.problem()
                    : new Unreadable("a fault of this program: please report it with its log");
            throw new CloudException(problem, e.getCause());
        }
    }

    /** Ids of the cloud stay as they are; those that a person typed may hold anything. */
    static String segment(CloudId id) {
        return URLEncoder.encode(id.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String filter(String json) {
        return "?filter=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }
}
