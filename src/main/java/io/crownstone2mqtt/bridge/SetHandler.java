package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandParser;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.SetRequest;
import io.crownstone2mqtt.mirror.ThingKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A message on a set topic: whom it means, and whether they can and may obey. */
final class SetHandler {
    private static final String NO_DIMMING =
            "dimming is not enabled: use ON or OFF, or enable it in the Crownstone app";

    private final StepContext context;
    private final Results results;
    private final CommandHandler commands;

    SetHandler(StepContext context, Results results, CommandHandler commands) {
        this.context = context;
        this.results = results;
        this.commands = commands;
    }

    /** @param path that of the thing which the topic names */
    void set(String path, Input.BrokerMessage message) {
        Mirror mirror = context.mirror;
        if (mirror == null) {
            context.warn("a command on " + message.topic() + " is ignored: the home is not known yet");
            return;
        }
        Optional<ThingKey> target = mirror.names().topics().at(path);
        Optional<Sphere> sphere =
                target.map(thing -> new SphereId(thing.sphere())).flatMap(context.home()::sphere);
        List<Crownstone> meant = sphere.map(known -> meant(known, target.get())).orElse(List.of());
        SetRequest request = CommandParser.parse(message.payload());
        if (sphere.isPresent() && target.get().level() == ThingKey.ThingType.SCENE) {
            activate(sphere.get(), target.get(), path, request);
            return;
        }
        if (sphere.isEmpty() || meant.isEmpty()) {
            results.rejected(
                    context.topics.of(path, "result"),
                    request.id(),
                    "there is nothing that can be switched by this topic");
            return;
        }
        if (meant.size() > 1) {
            context.renderLater(context.now.in(context.options.commanding().batchWindow()));
        }
        switch (request) {
            case SetRequest.Rejected(String reason, String id) ->
                results.rejected(context.topics.of(path, "result"), id, reason);
            case SetRequest.SwitchTo(SwitchCommand command, String id) ->
                meant.forEach(each -> command(sphere.get(), each, command, id));
            case SetRequest.Toggle(SwitchCommand on, String id) -> {
                boolean anyOn = meant.stream().anyMatch(this::isOn);
                SwitchCommand command = anyOn ? new SwitchCommand.TurnOff() : on;
                meant.forEach(each -> command(sphere.get(), each, command, id));
            }
        }
    }

    /** All Crownstones of the scene with one request: of each its own result, of the scene only why nothing was done. */
    private void activate(Sphere sphere, ThingKey target, String path, SetRequest request) {
        Scene scene = sphere.scenes().get(new SceneId(target.id()));
        Map<CrownstoneId, SwitchCommand> orders = scene == null ? Map.of() : scene.commands(sphere);
        String objection = objection(sphere, orders, request);
        if (objection != null) {
            results.rejected(context.topics.of(path, "result"), request.id(), objection);
            return;
        }
        context.renderLater(context.now.in(context.options.commanding().batchWindow()));
        orders.forEach((id, order) ->
                command(sphere, Objects.requireNonNull(sphere.crownstones().get(id)), order, request.id()));
    }

    private @Nullable String objection(Sphere sphere, Map<CrownstoneId, SwitchCommand> orders, SetRequest request) {
        return switch (request) {
            case SetRequest.SwitchTo(SwitchCommand.TurnOn _, String _)
            when orders.isEmpty() -> "the scene has no Crownstone that can be switched, or none that could be read";
            case SetRequest.SwitchTo(SwitchCommand.TurnOn _, String _) ->
                context.switchingAccount(sphere.id()).isEmpty() ? CommandHandler.ONLY_A_GUEST : null;
            case SetRequest.Rejected _, SetRequest.SwitchTo _, SetRequest.Toggle _ ->
                "a scene takes ON, or JSON such as {\"state\":\"ON\"}";
        };
    }

    private boolean isOn(Crownstone crownstone) {
        SwitchState state = context.shown(crownstone);
        return state != null && state.on();
    }

    private static List<Crownstone> meant(Sphere sphere, ThingKey target) {
        return switch (target.level()) {
            case SPHERE -> switchable(sphere, _ -> true);
            case LOCATION -> switchable(sphere, each -> new LocationId(target.id()).equals(each.location()));
            case CROWNSTONE ->
                Stream.ofNullable(sphere.crownstones().get(new CrownstoneId(target.id())))
                        .filter(Crownstone::canSwitch)
                        .toList();
            case BRIDGE, MANIFEST, USER, HUB, SCENE -> List.of();
        };
    }

    private static List<Crownstone> switchable(Sphere sphere, Predicate<Crownstone> which) {
        return sphere.crownstones().values().stream()
                .filter(Crownstone::canSwitch)
                .filter(which)
                .toList();
    }

    private void command(Sphere sphere, Crownstone crownstone, SwitchCommand order, @Nullable String id) {
        StepTime now = context.now;
        Command command = Command.received(
                new Command.Request(sphere.id(), crownstone.id(), order, id, now.arrival(), now.wall()), now);
        if (order.needsDimming() && !crownstone.canDim()) {
            results.publish(command, Status.REJECTED, NO_DIMMING);
        } else if (context.switchingAccount(sphere.id()).isEmpty()) {
            results.publish(command, Status.REJECTED, CommandHandler.ONLY_A_GUEST);
        } else {
            commands.received(crownstone, command);
        }
    }
}
