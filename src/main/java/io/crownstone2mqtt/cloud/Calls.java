package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Forbidden;
import io.crownstone2mqtt.home.CloudProblem.NotFound;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The functions of the REST API, each within a {@link Call}. */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final String STONES_INCLUDE =
            "{\"include\":[\"currentSwitchState\",{\"abilities\":\"properties\"}]}";
    private static final String PICTURE = filter(
            "{\"include\":[{\"relation\":\"ownedStones\",\"scope\":" + STONES_INCLUDE + "},\"ownedLocations\"]}");
    private static final String STONES = filter(STONES_INCLUDE);
    private static final String STATES = filter("{\"include\":[\"currentSwitchState\"]}");

    private record People(PersistentMap<UserId, User> users, Presence presence) {}

    private final Account account;
    private final AtomicReference<Set<SphereId>> known = new AtomicReference<>(Set.of());

    Calls(Account account) {
        this.account = account;
    }

    Picture synchronize(Call call) {
        UserId self = account.session().self(call);
        String path = "/users/" + self + "/spheres";
        CompletableFuture<JsonNode> picture = fork(() -> account.read(path + PICTURE, call), call);
        Map<SphereId, CompletableFuture<Optional<People>>> people = new HashMap<>();
        likelySpheres(path, call).forEach(id -> people.put(id, fork(() -> peopleIfAllowed(id, call), call)));
        List<Sphere> spheres = HomeParser.spheres(join(picture), account.now());
        List<CompletableFuture<Optional<Sphere>>> peopled = spheres.stream()
                .map(sphere -> people.computeIfAbsent(sphere.id(), id -> fork(() -> peopleIfAllowed(id, call), call))
                        .thenApply(those ->
                                those.map(found -> HomeParser.peopled(sphere, found.users(), found.presence()))))
                .toList();
        Home home = Home.EMPTY;
        for (CompletableFuture<Optional<Sphere>> each : peopled) {
            home = join(each).map(home::with).orElse(home);
        }
        known.set(Set.copyOf(home.spheres().keySet()));
        return new Picture(self, home);
    }

    /**
     * Whose people can be asked for while the picture is still on its way: the spheres of the last time, which will
     * mostly be those of this time, or the first time a list without anything in it, which is there long before.
     */
    private Set<SphereId> likelySpheres(String path, Call call) {
        Set<SphereId> last = known.get();
        if (!last.isEmpty()) {
            return last;
        }
        try {
            return HomeParser.sphereIds(account.read(path, call));
        } catch (CloudException e) {
            LOG.debug("{}: no list of spheres before the picture: {}", account.label(), e.getMessage());
            return Set.of();
        }
    }

    /** Nothing if the access to the sphere was just lost. */
    private Optional<People> peopleIfAllowed(SphereId sphere, Call call) {
        try {
            CompletableFuture<PersistentMap<UserId, User>> users = fork(() -> users(sphere, call), call);
            Presence presence = presence(sphere, call);
            return Optional.of(new People(join(users), presence));
        } catch (CloudException e) {
            if (isLost(e)) {
                LOG.info("{}: sphere {} is not open to this account any more", account.label(), sphere);
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isLost(CloudException e) {
        return e.problem() instanceof Forbidden || e.problem() instanceof NotFound;
    }

    Sphere synchronize(SphereId id, Call call) {
        String path = "/Spheres/" + segment(id);
        var crownstones = fork(() -> account.read(path + "/ownedStones" + STONES, call), call);
        var locations = fork(() -> account.read(path + "/ownedLocations", call), call);
        var users = fork(() -> users(id, call), call);
        var presence = fork(() -> presence(id, call), call);
        Sphere named = HomeParser.named(account.read(path, call), id);
        Sphere filled = HomeParser.filled(
                named,
                Wire.requiredObjects(join(crownstones), "Crownstones"),
                Wire.requiredObjects(join(locations), "locations"),
                account.now());
        return HomeParser.peopled(filled, join(users), join(presence));
    }

    Map<CrownstoneId, SwitchState> switchStates(SphereId sphere, Call call) {
        JsonNode json = account.read("/Spheres/" + segment(sphere) + "/ownedStones" + STATES, call);
        return CrownstoneParser.states(Wire.requiredObjects(json, "Crownstones"), account.now());
    }

    Presence presence(SphereId sphere, Call call) {
        return HomeParser.presence(account.read("/Spheres/" + segment(sphere) + "/presentPeople", call));
    }

    private PersistentMap<UserId, User> users(SphereId sphere, Call call) {
        return HomeParser.users(account.read("/Spheres/" + segment(sphere) + "/users", call));
    }

    void switchCrownstone(CrownstoneId crownstone, SwitchCommand command, Call call) {
        ObjectNode body = told(Wire.MAPPER.createObjectNode(), command);
        account.command("/Stones/" + segment(crownstone) + "/switch", body.toString(), call);
    }

    void switchCrownstones(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands, Call call) {
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

    List<SphereKeys> keys(@Nullable SphereId sphere, Call call) {
        UserId self = account.session().self(call);
        String query = sphere == null ? "" : "?sphereId=" + segment(sphere);
        return KeysParser.keys(account.read("/users/" + self + "/keysV2" + query, call));
    }

    /** Beside the caller; the first part of a call that fails stops the others. */
    private <T> CompletableFuture<T> fork(Supplier<T> part, Call call) {
        Supplier<T> stopping = () -> {
            try {
                return part.get();
            } catch (CloudException e) {
                if (!isLost(e)) {
                    call.stop(e.problem());
                }
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
        };
        try {
            return CompletableFuture.supplyAsync(stopping, account.http().threads());
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
                    : new CloudProblem.Unreadable("a fault of this program: please report it with its log");
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
