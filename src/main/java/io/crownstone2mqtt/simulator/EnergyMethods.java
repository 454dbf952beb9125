package io.crownstone2mqtt.simulator;

import io.crownstone2mqtt.simulator.RestApi.ApiCall;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods of the cloud's second API, as far as they are about energy. Called under the home's lock. */
final class EnergyMethods {
    private static final Set<String> RANGES = Set.of("day", "week", "month", "year");

    private final SimulatedHome home;
    private final AccessTokens tokens;

    EnergyMethods(SimulatedHome home, AccessTokens tokens) {
        this.home = home;
        this.tokens = tokens;
    }

    RestApi api() {
        return new RestApi(RestApi.ApiVersion.V2, home, tokens)
                .on("GET", "/spheres/*/energyUsage", this::usage)
                .on("GET", "/spheres/*/energyUsageCollectionPermission", this::permission);
    }

    private RestAnswer usage(ApiCall call) {
        SimulatedSphere sphere = call.sphere();
        if (sphere.roleOf(call.user()).orElseThrow() == SphereRole.GUEST) {
            throw RestError.authorizationRequired();
        }
        String range = String.valueOf(call.request().parameter("range"));
        if (!RANGES.contains(range)) {
            throw RestError.badRequest(
                    "Error", "Invalid string for \"range\", should be one of these: day, week, month, year");
        }
        String timezone = sphere.text("timezone");
        if (timezone == null) {
            throw RestError.of(424, "Error", "The timezone of this sphere is not known.", null);
        }
        ZoneId zone = ZoneId.of(timezone);
        return RestAnswer.json(sphere.energy.usage(date(call, zone), range, zone));
    }

    private static LocalDate date(ApiCall call, ZoneId zone) {
        String given = String.valueOf(call.request().parameter("date"));
        try {
            return OffsetDateTime.parse(given).atZoneSameInstant(zone).toLocalDate();
        } catch (DateTimeException _) {
            throw RestError.badRequest("Error", "Invalid data \"" + given + "\" for parameter \"date\".");
        }
    }

    private RestAnswer permission(ApiCall call) {
        return RestAnswer.json(
                JsonNodeFactory.instance.booleanNode(call.sphere().energy.permitted()));
    }
}
