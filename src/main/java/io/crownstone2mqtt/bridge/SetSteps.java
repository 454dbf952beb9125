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

/** A message on a set topic: whom it means, and whether they can and may obey. */
final class SetSteps {
    private final Turn turn;
    private final Results results;
    private final CommandSteps commands;

    SetSteps(Turn turn, CommandSteps commands) {
        this.turn = turn;
        this.results = new Results(turn);
        this.commands = commands;
    }

    void set(SetTopic target, Input.BrokerMessage message) {
        Mirror mirror = turn.mirror;
        if (mirror == null) {
            turn.warn("a command on " + message.topic() + " is ignored: the home is not known yet");
            return;
        }
        Names names = mirror.names();
        Optional<Sphere> sphere = names.sphereAt(target.sphere()).flatMap(turn.home::sphere);
        List<Crownstone> meant =
                sphere.map(known -> meant(known, names, target)).orElse(List.of());
        SetRequest request = CommandParser.parse(message.payload());
        if (sphere.isEmpty() || meant.isEmpty()) {
            results.rejected(resultTopic(target), request.id(), "there is nothing that can be switched by this topic");
            return;
        }
        switch (request) {
            case SetRequest.Rejected(String reason, String id) -> results.rejected(resultTopic(target), id, reason);
            case SetRequest.Switch(SwitchCommand command, String id) ->
                meant.forEach(each -> order(sphere.get(), each, new Order(command, id, turn.now.uptime(), 0)));
            case SetRequest.Toggle(SwitchCommand on, String id) -> {
                boolean anyOn = meant.stream().anyMatch(SetSteps::isOn);
                SwitchCommand command = anyOn ? new SwitchCommand.TurnOff() : on;
                meant.forEach(each -> order(sphere.get(), each, new Order(command, id, turn.now.uptime(), 0)));
            }
        }
    }

    private static boolean isOn(Crownstone crownstone) {
        SwitchState state = crownstone.state();
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

    private void order(Sphere sphere, Crownstone crownstone, Order order) {
        if (order.command().needsDimming() && !crownstone.canDim()) {
            reject(
                    sphere,
                    crownstone,
                    order,
                    "dimming is not enabled: use ON or OFF, or enable it in the Crownstone app");
        } else if (new Tracks(turn).commander(sphere.id()).isEmpty()) {
            reject(sphere, crownstone, order, "not allowed: the account is only a guest in this sphere");
        } else {
            commands.take(sphere, crownstone, order);
        }
    }

    private void reject(Sphere sphere, Crownstone crownstone, Order order, String reason) {
        results.publish(sphere.id(), crownstone.id(), order, Status.REJECTED, reason);
    }

    private String resultTopic(SetTopic target) {
        return switch (target) {
            case SetTopic.OfSphere(String sphere) -> turn.topics.sphere(sphere, "result");
            case SetTopic.OfLocation(String sphere, String location) ->
                turn.topics.location(sphere, location, "result");
            case SetTopic.OfCrownstone(String sphere, String crownstone) ->
                turn.topics.crownstone(sphere, crownstone, "result");
        };
    }
}
