package io.crownstone2mqtt.simulator;

import io.crownstone2mqtt.simulator.AccessTokens.IssuedToken;
import io.crownstone2mqtt.simulator.RestApi.ApiCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods of the cloud's first API. Called under the home's lock. */
final class RestMethods {
    private final SimulatedHome home;
    private final AccessTokens tokens;
    private final CloudFaults faults;
    private final Traffic traffic;
    private final Phone phone;

    RestMethods(SimulatedHome home, AccessTokens tokens, CloudFaults faults, Traffic traffic, Phone phone) {
        this.home = home;
        this.tokens = tokens;
        this.faults = faults;
        this.traffic = traffic;
        this.phone = phone;
    }

    RestApi api() {
        return new RestApi(RestApi.ApiVersion.V1, home, tokens)
                .on("POST", "/users/login", this::login)
                .on("POST", "/users/logout", this::logout)
                .on("GET", "/users/me", call -> RestAnswer.json(call.user().document))
                .on("GET", "/users/userId", RestMethods::userId)
                .on("GET", "/users/*", call -> RestAnswer.json(self(call).document))
                .on("GET", "/users/*/spheres", this::spheres)
                .on("GET", "/users/*/keysV2", this::keys)
                .on("GET", "/Spheres/*", this::sphere)
                .on("GET", "/Spheres/*/users", call -> RestAnswer.json(usersByRole(call.sphere())))
                .on(
                        "GET",
                        "/Spheres/*/presentPeople",
                        call -> RestAnswer.json(call.sphere().devices.presentPeople()))
                .on("GET", "/Spheres/*/ownedLocations", call -> RestAnswer.json(locations(call.sphere())))
                .on("GET", "/Spheres/*/ownedStones", this::crownstones)
                .on("GET", "/Spheres/*/hubs", call -> related(call, "hubs", call.sphere().hubs))
                .on("GET", "/Spheres/*/scenes", call -> related(call, "scenes", call.sphere().scenes))
                .on("POST", "/Spheres/*/switchCrownstones", this::switchCrownstones)
                .on("GET", "/Locations/all", this::allLocations)
                .on("GET", "/Stones/all", this::allCrownstones)
                .on("GET", "/Stones/*", this::crownstone)
                .on("GET", "/Stones/*/currentSwitchStateV2", this::currentSwitchState)
                .on("POST", "/Stones/*/currentSwitchStateV2", this::reportState)
                .on("POST", "/Stones/*/switch", this::switchCrownstone);
    }

    private RestAnswer login(ApiCall call) {
        JsonNode body = call.request().body();
        JsonNode email = body.path("email");
        if (email.isMissingNode() || email.isNull() || email.asString("x").isEmpty()) {
            throw RestError.of(400, "Error", "username or email is required", "USERNAME_EMAIL_REQUIRED");
        }
        if (!email.isString()) {
            throw RestError.of(400, "Error", "Invalid email", "INVALID_EMAIL");
        }
        Optional<SimulatedUser> user = home.userByEmail(email.stringValue())
                .filter(known -> !faults.refusesLogins())
                .filter(known ->
                        known.passwordHash().equals(body.path("password").asString("")));
        boolean accepted = user.filter(known -> known.is("emailVerified")).isPresent();
        traffic.logins.add(new Traffic.LoginAttempt(home.now(), email.stringValue(), accepted));
        return RestAnswer.json(newToken(
                user.orElseThrow(() -> RestError.of(401, "Error", "login failed", "LOGIN_FAILED")), body.path("ttl")));
    }

    private ObjectNode newToken(SimulatedUser user, JsonNode ttl) {
        if (!user.is("emailVerified")) {
            throw new RestError(RestAnswer.error(
                    401,
                    "Error",
                    "login failed as the email has not been verified",
                    "LOGIN_FAILED_EMAIL_NOT_VERIFIED",
                    Json.object().put("userId", user.id())));
        }
        IssuedToken token = tokens.issue(user, ttl.isNumber() ? ttl.longValue() : null);
        return Json.object()
                .put("expiredAt", Json.time(token.expiresAt()))
                .put("id", token.id)
                .put("ttl", token.ttlSeconds)
                .put("created", Json.time(token.created))
                .put("userId", user.id())
                .put("principalType", "user");
    }

    private RestAnswer logout(ApiCall call) {
        IssuedToken token = call.token();
        if (token == null || !tokens.remove(token)) {
            throw RestError.of(401, "Error", "accessToken is required to logout", null);
        }
        traffic.logouts.add(new Traffic.Logout(home.now(), token.user.email()));
        return RestAnswer.noContent();
    }

    private static RestAnswer userId(ApiCall call) {
        return RestAnswer.json(JsonNodeFactory.instance.stringNode(call.user().id()));
    }

    private RestAnswer spheres(ApiCall call) {
        ArrayNode all = Json.array();
        List<Include> includes = includes(call);
        home.spheresOf(self(call)).forEach(sphere -> all.add(Include.sphere(sphere, includes, true)));
        return RestAnswer.json(all);
    }

    private RestAnswer keys(ApiCall call) {
        SimulatedUser user = self(call);
        String wanted = call.request().parameter("sphereId");
        ArrayNode all = Json.array();
        home.spheresOf(user).stream()
                .filter(sphere -> wanted == null || sphere.id().equals(wanted))
                .forEach(sphere -> all.add(keys(sphere, sphere.roleOf(user).orElseThrow())));
        return RestAnswer.json(all);
    }

    /** The keys that somebody of that role may have. */
    private static ObjectNode keys(SimulatedSphere sphere, SphereRole role) {
        ObjectNode json =
                Json.object().put("sphereId", sphere.id()).put("sphereAuthorizationToken", sphere.authorizationToken);
        ArrayNode sphereKeys = json.putArray("sphereKeys");
        sphere.keys.valueStream().filter(key -> mayHave(role, key)).forEach(sphereKeys::add);
        ObjectNode stoneKeys = json.putObject("stoneKeys");
        if (role == SphereRole.ADMIN) {
            sphere.crownstones.values().forEach(crownstone -> stoneKeys.set(crownstone.id(), crownstone.keys));
        }
        return json;
    }

    private static boolean mayHave(SphereRole role, JsonNode key) {
        return switch (key.path("keyType").stringValue()) {
            case "BASIC_KEY", "LOCALIZATION_KEY", "SERVICE_DATA_KEY" -> true;
            case "MEMBER_KEY" -> role != SphereRole.GUEST;
            default -> role == SphereRole.ADMIN;
        };
    }

    private RestAnswer sphere(ApiCall call) {
        return RestAnswer.json(Include.sphere(call.sphere(), includes(call), false));
    }

    private static ObjectNode usersByRole(SimulatedSphere sphere) {
        ObjectNode json = Json.object();
        Map.of("admins", SphereRole.ADMIN, "members", SphereRole.MEMBER, "guests", SphereRole.GUEST)
                .forEach((name, role) -> {
                    ArrayNode users = json.putArray(name);
                    sphere.members.forEach((user, actual) -> {
                        if (actual == role) {
                            users.add(user.document);
                        }
                    });
                });
        return json;
    }

    private RestAnswer crownstones(ApiCall call) {
        SimulatedSphere sphere = call.sphere();
        JsonNode where = call.request().filter().path("where");
        ArrayNode matching = Json.array();
        Include.crownstones(sphere, call.request().includes(), true)
                .valueStream()
                .filter(crownstone -> matches(crownstone, where))
                .forEach(matching::add);
        return RestAnswer.json(matching);
    }

    /** Equality only; the other operators of the real filter are not simulated. */
    private static boolean matches(JsonNode crownstone, JsonNode where) {
        return where.properties().stream()
                .allMatch(condition -> condition.getValue().equals(crownstone.get(condition.getKey())));
    }

    private RestAnswer related(ApiCall call, String relation, Map<String, ? extends SimulatedThing> things) {
        if (faults.isUnknown(relation)) {
            throw RestApi.noMethod(call.request());
        }
        return RestAnswer.json(Include.documents(things.values()));
    }

    private List<Include> includes(ApiCall call) {
        List<Include> includes = call.request().lenientIncludes();
        includes.stream()
                .map(Include::relation)
                .filter(faults::isUnknown)
                .findFirst()
                .ifPresent(relation -> {
                    throw RestError.unknownRelation(relation, "Sphere");
                });
        return includes;
    }

    private static ArrayNode locations(SimulatedSphere sphere) {
        return Include.documents(sphere.locations.values());
    }

    private RestAnswer allLocations(ApiCall call) {
        ArrayNode all = Json.array();
        home.spheresOf(call.user()).forEach(sphere -> all.addAll(locations(sphere)));
        return RestAnswer.json(all);
    }

    private RestAnswer allCrownstones(ApiCall call) {
        ArrayNode all = Json.array();
        List<Include> includes = call.request().includes();
        home.spheresOf(call.user()).forEach(sphere -> all.addAll(Include.crownstones(sphere, includes, true)));
        return RestAnswer.json(all);
    }

    private RestAnswer crownstone(ApiCall call) {
        return RestAnswer.json(
                Include.crownstone(crownstoneOf(call), call.request().includes(), false));
    }

    private RestAnswer currentSwitchState(ApiCall call) {
        return RestAnswer.json(crownstoneOf(call).currentSwitchState);
    }

    private RestAnswer reportState(ApiCall call) {
        SimulatedCrownstone crownstone = crownstoneOf(call);
        requireSwitching(call.user(), crownstone.sphere());
        crownstone.reportState(reported(call.request().parameter("switchState")));
        return RestAnswer.noContent();
    }

    private static double reported(@Nullable String given) {
        if (given == null) {
            throw RestError.badRequest("Error", "switchState is a required argument");
        }
        try {
            return Double.parseDouble(given);
        } catch (NumberFormatException _) {
            throw RestError.badRequest("Error", "Value is not a number.");
        }
    }

    private RestAnswer switchCrownstone(ApiCall call) {
        SimulatedCrownstone crownstone = crownstoneOf(call);
        requireSwitching(call.user(), crownstone.sphere());
        SwitchPacket packet =
                SwitchPacket.parse(call.user(), crownstone, call.request().body());
        return execute(crownstone.sphere(), List.of(packet));
    }

    /** All or nothing; of two packets for one Crownstone the last counts. */
    private RestAnswer switchCrownstones(ApiCall call) {
        SimulatedSphere sphere = call.sphere();
        requireSwitching(call.user(), sphere);
        JsonNode body = call.request().body();
        if (!body.isArray()) {
            throw RestError.badCaller("SwitchPackets must be an array.");
        }
        Map<String, SwitchPacket> packets = new LinkedHashMap<>();
        body.forEach(data -> {
            String id = data.path("stoneId").asString("");
            SimulatedCrownstone crownstone =
                    sphere.crownstoneById(id).orElseThrow(() -> RestError.badCaller("Invalid uid:" + id));
            packets.put(id, SwitchPacket.parse(call.user(), crownstone, data));
        });
        return execute(sphere, List.copyOf(packets.values()));
    }

    /** Sends the command to the streams and wakes the phones; no state is stored by that. */
    private RestAnswer execute(SimulatedSphere sphere, List<SwitchPacket> packets) {
        packets.forEach(traffic.switchCommands::add);
        sphere.sendCommand(packets);
        packets.forEach(phone::execute);
        return RestAnswer.noContent();
    }

    private static void requireSwitching(SimulatedUser user, SimulatedSphere sphere) {
        if (sphere.roleOf(user).filter(role -> role != SphereRole.GUEST).isEmpty()) {
            throw RestError.authorizationRequired();
        }
    }

    /** The caller, who is also the user that the path names. */
    private static SimulatedUser self(ApiCall call) {
        SimulatedUser user = call.user();
        if (!user.id().equals(call.id())) {
            throw RestError.authorizationRequired();
        }
        return user;
    }

    private SimulatedCrownstone crownstoneOf(ApiCall call) {
        SimulatedUser user = call.user();
        SimulatedCrownstone crownstone = home.spheres().stream()
                .flatMap(sphere -> sphere.crownstoneById(call.id()).stream())
                .findFirst()
                .orElseThrow(() -> RestError.of(404, null, "Could not find element with id: " + call.id(), null));
        if (crownstone.sphere().roleOf(user).isEmpty()) {
            throw RestError.authorizationRequired();
        }
        return crownstone;
    }
}
