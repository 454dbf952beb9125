package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Forbidden;
import io.crownstone2mqtt.home.CloudProblem.NotFound;
import io.crownstone2mqtt.home.CloudProblem.Refused;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
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
    private static final String HOME = filter(
            "{\"include\":[{\"relation\":\"ownedStones\",\"scope\":" + STONES_INCLUDE + "},\"ownedLocations\"]}");
    private static final String STONES = filter(STONES_INCLUDE);
    private static final String STATES = filter("{\"include\":[\"currentSwitchState\"]}");

    /** A part that the rest can do without: its value, or else why there is none. */
    private record Part<T>(@Nullable T value, @Nullable CloudProblem problem) {
        T orThrow() {
            if (value == null) {
                throw new CloudException(Objects.requireNonNull(problem));
            }
            return value;
        }
    }

    private record People(
            CompletableFuture<Part<PersistentMap<UserId, User>>> users, CompletableFuture<Part<Presence>> presence) {}

    private final Account account;
    private final MissingParts missing;
    private final HomeCache cache = new HomeCache();
    private final AtomicReference<Set<SphereId>> known = new AtomicReference<>(Set.of());

    CloudApi(Account account) {
        this.account = account;
        missing = new MissingParts(account.label());
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
        CompletableFuture<List<Sphere>> home = fork(
                () -> account.read(Request.read(path + HOME), json -> HomeParser.spheres(json, account.now()), call),
                call);
        Map<SphereId, People> people = new HashMap<>();
        likelySpheres(path, call).forEach(id -> people.put(id, likelyPeople(id, call)));
        List<Sphere> spheres = join(home);
        known.set(spheres.stream().map(Sphere::id).collect(Collectors.toUnmodifiableSet()));
        spheres.forEach(sphere -> people.computeIfAbsent(sphere.id(), id -> people(id, call)));
        Home result = Home.EMPTY;
        Set<SphereId> withoutUsers = new HashSet<>();
        Set<SphereId> withoutPresence = new HashSet<>();
        for (Sphere sphere : spheres) {
            SphereSnapshot snapshot = peopled(sphere, Objects.requireNonNull(people.get(sphere.id())));
            result = result.with(snapshot.sphere());
            if (!snapshot.users()) {
                withoutUsers.add(sphere.id());
            }
            if (!snapshot.presence()) {
                withoutPresence.add(sphere.id());
            }
        }
        return new HomeSnapshot(self, result, withoutUsers, withoutPresence);
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
            return account.read(Request.read(path), HomeParser::sphereIds, call);
        } catch (CloudException e) {
            LOG.debug("{}: no list of spheres before the home: {}", account.label(), e.getMessage());
            return Set.of();
        }
    }

    /** Of a sphere that may have gone: then their failure is nobody's. */
    private People likelyPeople(SphereId sphere, CloudCall call) {
        return new People(forkAlone(() -> users(sphere, call)), forkAlone(() -> presencePart(sphere, call)));
    }

    private People people(SphereId sphere, CloudCall call) {
        return new People(fork(() -> users(sphere, call), call), fork(() -> presencePart(sphere, call), call));
    }

    private SphereSnapshot peopled(Sphere sphere, People people) {
        Part<PersistentMap<UserId, User>> users = join(people.users());
        Part<Presence> presence = join(people.presence());
        missing.note(sphere, "users", users.problem());
        missing.note(sphere, "present people", presence.problem());
        return new SphereSnapshot(
                HomeParser.peopled(
                        sphere,
                        users.value() == null ? sphere.users() : users.value(),
                        presence.value() == null ? sphere.presence() : presence.value()),
                users.value() != null,
                presence.value() != null);
    }

    /** Complete, or not at all. */
    Sphere synchronize(SphereId id, CloudCall call) {
        People people = people(id, call);
        Sphere sphere = withoutPeople(id, call);
        Sphere whole = HomeParser.peopled(
                sphere, join(people.users()).orThrow(), join(people.presence()).orThrow());
        cache.update(whole);
        return whole;
    }

    SphereSnapshot snapshot(SphereId id, CloudCall call) {
        People people = people(id, call);
        return peopled(withoutPeople(id, call), people);
    }

    private Sphere withoutPeople(SphereId id, CloudCall call) {
        String path = "/Spheres/" + segment(id);
        var crownstones = fork(
                () -> account.read(
                        Request.read(path + "/ownedStones" + STONES),
                        json -> CrownstoneParser.crownstones(json, account.now()),
                        call),
                call);
        var locations = fork(() -> locations(id, call), call);
        Sphere named = account.read(Request.read(path), json -> HomeParser.named(json.tree(), id), call);
        return HomeParser.filled(named, join(crownstones), join(locations));
    }

    PersistentMap<LocationId, Location> locations(SphereId sphere, CloudCall call) {
        return account.read(
                Request.read("/Spheres/" + segment(sphere) + "/ownedLocations"), HomeParser::locations, call);
    }

    Map<CrownstoneId, SwitchState> switchStates(SphereId sphere, CloudCall call) {
        return account.read(
                Request.read("/Spheres/" + segment(sphere) + "/ownedStones" + STATES),
                json -> CrownstoneParser.states(json, account.now()),
                call);
    }

    Presence presence(SphereId sphere, CloudCall call) {
        return account.read(Request.read("/Spheres/" + segment(sphere) + "/presentPeople"), HomeParser::presence, call);
    }

    private Part<Presence> presencePart(SphereId sphere, CloudCall call) {
        return part(() -> account.read(
                Request.part("/Spheres/" + segment(sphere) + "/presentPeople"), HomeParser::presence, call));
    }

    private Part<PersistentMap<UserId, User>> users(SphereId sphere, CloudCall call) {
        return part(
                () -> account.read(Request.part("/Spheres/" + segment(sphere) + "/users"), HomeParser::users, call));
    }

    /** What goes wrong with this part alone leaves the others as they are. */
    private static <T> Part<T> part(Supplier<T> read) {
        try {
            return new Part<>(read.get(), null);
        } catch (CloudException e) {
            return switch (e.problem()) {
                case Forbidden _, NotFound _, Refused _, Unreadable _ -> new Part<>(null, e.problem());
                default -> throw e;
            };
        }
    }

    void switchCrownstone(CrownstoneId crownstone, SwitchCommand command, CloudCall call) {
        ObjectNode body = told(Wire.MAPPER.createObjectNode(), command);
        account.command("/Stones/" + segment(crownstone) + "/switch", body.toString(), call);
    }

    void switchCrownstones(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands, CloudCall call) {
        if (commands.isEmpty()) {
            return; // the cloud would wake every phone of the sphere for nothing
        }
        ArrayNode body = Wire.MAPPER.createArrayNode();
        commands.forEach((id, command) -> told(body.addObject().put("stoneId", id.value()), command));
        account.command("/Spheres/" + segment(sphere) + "/switchCrownstones", body.toString(), call);
    }

    private static ObjectNode told(ObjectNode json, SwitchCommand command) {
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
        return account.read(Request.read("/users/" + self + "/keysV2" + query), KeysParser::keys, call);
    }

    /** Beside the caller; the first part of a call that fails stops the others. */
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
    private static String segment(CloudId id) {
        return URLEncoder.encode(id.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String filter(String json) {
        return "?filter=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }
}
