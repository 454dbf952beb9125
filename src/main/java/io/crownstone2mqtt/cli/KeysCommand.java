package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.SphereKeys;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Sphere;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "keys",
        description =
                "Writes the Bluetooth keys of the spheres as JSON. Who has them can switch the house: keep them safe.")
final class KeysCommand extends OneShotCommand {
    @Option(names = "--sphere", paramLabel = "NAME", description = "Only the keys of this sphere; a name or an id.")
    private @Nullable String sphere;

    KeysCommand(CommandContext context) {
        super(context);
    }

    /** On standard output and nowhere else. */
    @Override
    int run() {
        try (Accounts accounts = Accounts.open(settings())) {
            AccountsView view = accounts.read();
            view.complainOrFail(console);
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (Sphere each : view.spheres(sphere)) {
                view.best(each.id()).cloud().keys(each.id()).forEach(keys -> all.add(json(each, keys)));
            }
            console.print(all);
            return view.exitCode();
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
