package io.crownstone2mqtt.simulator;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** The methods below {@code /Stones}. */
final class CrownstoneMethods {
    private final SimulatedHome home;
    private final Switchboard switchboard;

    CrownstoneMethods(SimulatedHome home, Switchboard switchboard) {
        this.home = home;
        this.switchboard = switchboard;
    }

    void register(Router router) {
        router.on("GET", "/Stones/all", this::all)
                .on("GET", "/Stones/*", call -> Answer.json(crownstone(call).json(call.includes(), false)))
                .on(
                        "GET",
                        "/Stones/*/currentSwitchStateV2",
                        call -> Answer.json(crownstone(call).stateJson()))
                .on("POST", "/Stones/*/currentSwitchStateV2", this::report)
                .on("POST", "/Stones/*/switch", this::switchCrownstone);
    }

    private Answer all(Call call) {
        List<Include> includes = call.includes();
        ArrayNode all = Json.array();
        home.spheresOf(call.user()).forEach(sphere -> all.addAll(new SphereView(sphere).crownstones(includes, true)));
        return Answer.json(all);
    }

    private Answer switchCrownstone(Call call) {
        SimulatedCrownstone crownstone = crownstone(call);
        switchboard.demandSwitching(call.user(), crownstone.sphere());
        SwitchPacket packet = SwitchPacket.parse(crownstone, call.body());
        switchboard.send(call.user(), crownstone.sphere(), List.of(packet));
        return Answer.noContent();
    }

    private Answer report(Call call) {
        SimulatedCrownstone crownstone = crownstone(call);
        switchboard.demandSwitching(call.user(), crownstone.sphere());
        crownstone.reportState(reported(call));
        return Answer.noContent();
    }

    private static double reported(Call call) {
        String given = call.parameter("switchState");
        if (given == null) {
            throw Refusal.badRequest("Error", "switchState is a required argument");
        }
        try {
            return Double.parseDouble(given);
        } catch (NumberFormatException _) {
            throw Refusal.badRequest("Error", "Value is not a number.");
        }
    }

    private SimulatedCrownstone crownstone(Call call) {
        SimulatedUser user = call.user();
        SimulatedCrownstone crownstone =
                home.crownstoneById(call.id()).orElseThrow(() -> Refusal.unknownElement(call.id()));
        if (crownstone.sphere().roleOf(user).isEmpty()) {
            throw Refusal.authorizationRequired();
        }
        return crownstone;
    }
}
