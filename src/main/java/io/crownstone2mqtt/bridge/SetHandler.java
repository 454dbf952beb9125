package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandParser;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.Names;
import io.crownstone2mqtt.mirror.SetRequest;
import io.crownstone2mqtt.mirror.TopicScheme.SetTopic;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

    void set(SetTopic target, Input.BrokerMessage message) {
        Mirror mirror = context.mirror;
        if (mirror == null) {
            context.warn("a command on " + message.topic() + " is ignored: the home is not known yet");
            return;
        }
        Names names = mirror.names();
        Optional<Sphere> sphere = names.sphereAt(target.sphere()).flatMap(context.home()::sphere);
        List<Crownstone> meant =
                sphere.map(known -> meant(known, names, target)).orElse(List.of());
        SetRequest request = CommandParser.parse(message.payload());
        if (sphere.isEmpty() || meant.isEmpty()) {
            results.rejected(resultTopic(target), request.id(), "there is nothing that can be switched by this topic");
            return;
        }
        if (meant.size() > 1) {
            context.renderLater(context.now.in(context.options.commanding().batchWindow()));
        }
        switch (request) {
            case SetRequest.Rejected(String reason, String id) -> results.rejected(resultTopic(target), id, reason);
            case SetRequest.Switch(SwitchCommand command, String id) ->
                meant.forEach(each -> command(sphere.get(), each, command, id));
            case SetRequest.Toggle(SwitchCommand on, String id) -> {
                boolean anyOn = meant.stream().anyMatch(this::isOn);
                SwitchCommand command = anyOn ? new SwitchCommand.TurnOff() : on;
                meant.forEach(each -> command(sphere.get(), each, command, id));
            }
        }
    }

    private boolean isOn(Crownstone crownstone) {
        SwitchState state = context.shown(crownstone);
        return state != null && state.on();
    }

    private static List<Crownstone> meant(Sphere sphere, Names names, SetTopic target) {
        return switch (target) {
            case SetTopic.OfSphere _ -> switchable(sphere, _ -> true);
            case SetTopic.OfLocation(String _, String level) -> {
                Optional<LocationId> location = names.locationAt(sphere.id(), level);
                yield location.isEmpty()
                        ? List.of()
                        : switchable(sphere, each -> location.get().equals(each.location()));
            }
            case SetTopic.OfCrownstone(String _, String level) -> {
                Optional<CrownstoneId> id = names.crownstoneAt(sphere.id(), level);
                yield id.map(sphere.crownstones()::get).filter(Crownstone::canSwitch).stream()
                        .toList();
            }
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

    private String resultTopic(SetTopic target) {
        return switch (target) {
            case SetTopic.OfSphere(String sphere) -> context.topics.sphere(sphere, "result");
            case SetTopic.OfLocation(String sphere, String location) ->
                context.topics.location(sphere, location, "result");
            case SetTopic.OfCrownstone(String sphere, String crownstone) ->
                context.topics.crownstone(sphere, crownstone, "result");
        };
    }
}
