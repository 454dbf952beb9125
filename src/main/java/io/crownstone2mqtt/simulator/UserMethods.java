package io.crownstone2mqtt.simulator;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods below {@code /users}: logging in and out, and what one account sees. */
final class UserMethods {
    private final SimulatedHome home;
    private final Tokens tokens;
    private final Faults faults;
    private final Traffic traffic;

    UserMethods(SimulatedHome home, Tokens tokens, Faults faults, Traffic traffic) {
        this.home = home;
        this.tokens = tokens;
        this.faults = faults;
        this.traffic = traffic;
    }

    void register(Router router) {
        router.on("POST", "/users/login", this::login)
                .on("POST", "/users/logout", this::logout)
                .on("GET", "/users/me", call -> Answer.json(call.user().json()))
                .on("GET", "/users/userId", UserMethods::userId)
                .on("GET", "/users/*", call -> Answer.json(own(call).json()))
                .on("GET", "/users/*/spheres", this::spheres)
                .on("GET", "/users/*/keysV2", this::keys);
    }

    private Answer login(Call call) {
        JsonNode email = call.body().path("email");
        if (email.isMissingNode()
                || email.isNull()
                || (email.isString() && email.stringValue().isEmpty())) {
            throw Refusal.of(Answer.error(400, "Error", "username or email is required", "USERNAME_EMAIL_REQUIRED"));
        }
        if (!email.isString()) {
            throw Refusal.of(Answer.error(400, "Error", "Invalid email", "INVALID_EMAIL"));
        }
        Optional<SimulatedUser> user = home.userByEmail(email.stringValue())
                .filter(known -> !faults.refusesLogins())
                .filter(known ->
                        known.hasPasswordHash(call.body().path("password").asString("")));
        traffic.logins.add(new LoginAttempt(
                home.world().now(),
                email.stringValue(),
                user.filter(SimulatedUser::isEmailVerified).isPresent()));
        return tokenFor(user.orElseThrow(Refusal::loginFailed), call.body().path("ttl"));
    }

    private Answer tokenFor(SimulatedUser user, JsonNode ttl) {
        if (!user.isEmailVerified()) {
            throw Refusal.of(Answer.error(
                    401,
                    "Error",
                    "login failed as the email has not been verified",
                    "LOGIN_FAILED_EMAIL_NOT_VERIFIED",
                    Json.object().put("userId", user.id())));
        }
        Token token = tokens.issue(user, ttl.isNumber() ? ttl.longValue() : null);
        return Answer.json(Json.object()
                .put("expiredAt", Json.time(token.expiresAt()))
                .put("id", token.id())
                .put("ttl", token.ttlSeconds())
                .put("created", Json.time(token.created()))
                .put("userId", user.id())
                .put("principalType", "user"));
    }

    private Answer logout(Call call) {
        Token token = call.token();
        if (token == null || !tokens.remove(token)) {
            throw Refusal.of(Answer.error(401, "Error", "accessToken is required to logout", null));
        }
        traffic.logouts.add(new Logout(home.world().now(), token.user().email()));
        return Answer.noContent();
    }

    private static Answer userId(Call call) {
        return Answer.json(JsonNodeFactory.instance.stringNode(call.user().id()));
    }

    private Answer spheres(Call call) {
        ArrayNode all = Json.array();
        home.spheresOf(own(call)).forEach(sphere -> all.add(new SphereView(sphere).json(call.lenientIncludes(), true)));
        return Answer.json(all);
    }

    private Answer keys(Call call) {
        SimulatedUser user = own(call);
        ArrayNode all = Json.array();
        String wanted = call.parameter("sphereId");
        home.spheresOf(user).stream()
                .filter(sphere -> wanted == null || sphere.id().equals(wanted))
                .forEach(sphere -> all.add(keys(sphere, user)));
        return Answer.json(all);
    }

    private static ObjectNode keys(SimulatedSphere sphere, SimulatedUser user) {
        return new SphereView(sphere).keys(sphere.roleOf(user).orElseThrow());
    }

    private static SimulatedUser own(Call call) {
        SimulatedUser user = call.user();
        if (!user.id().equals(call.id())) {
            throw Refusal.authorizationRequired();
        }
        return user;
    }
}
