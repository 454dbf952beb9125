package io.crownstone2mqtt.app;

import io.crownstone2mqtt.cloud.SphereKeys;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Sphere;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the Bluetooth keys, on standard output and nowhere else.
 *
 * @param sphere a name or an id; null for all
 */
record KeyPrinting(@Nullable String sphere) implements OneShot {
    @Override
    public int run(Supplier<Settings> source, Console console) {
        try (Accounts accounts = Accounts.open(source.get())) {
            Household household = accounts.visit();
            household.complainOrFail(console);
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (Sphere each : household.spheres(sphere)) {
                Household.Access access = household.best(each.id());
                access.cloud().keys(each.id()).forEach(keys -> all.add(json(each, keys)));
            }
            console.print(all);
            return household.exitCode();
        }
    }

    private static ObjectNode json(Sphere sphere, SphereKeys keys) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("sphere").put("id", sphere.id().value()).put("name", sphere.name());
        SphereKeys.Key token = keys.authorizationToken();
        json.put("authorization_token", token == null ? null : token.value());
        addAll(keys.keys(), json.putArray("keys"));
        ObjectNode crownstones = json.putObject("crownstones");
        keys.crownstoneKeys().keySet().stream()
                .sorted(Comparator.comparing(CrownstoneId::value))
                .forEach(id ->
                        addAll(keys.crownstoneKeys().getOrDefault(id, List.of()), crownstones.putArray(id.value())));
        return json;
    }

    private static void addAll(List<SphereKeys.Key> keys, ArrayNode into) {
        keys.forEach(key -> into.addObject().put("type", key.type()).put("key", key.value()));
    }
}
