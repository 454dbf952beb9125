package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.RunningBridges;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The steps of a check that concern the broker, where the bridge runs on this machine: it is asked, and left alone. */
record RunningBridgeCheck(RunningBridges.RunningBridge bridge, CheckReport report) {
    void run() {
        boolean connected = report.step(BrokerCheck.LOGIN, this::connection);
        if (!connected) {
            BrokerCheck.AFTER_LOGIN.forEach(each -> report.skip(each, BrokerCheck.SEE_ABOVE));
            return;
        }
        boolean accepted = report.step(BrokerCheck.RIGHTS, this::rights);
        BrokerCheck.AFTER_LOGIN.stream()
                .filter(each -> !each.equals(BrokerCheck.RIGHTS))
                .forEach(each ->
                        report.skip(each, accepted ? "not tried while the bridge runs" : BrokerCheck.SEE_ABOVE));
    }

    private String connection() {
        JsonNode broker = bridge.health()
                .path("parts")
                .valueStream()
                .filter(part -> part.path("name").asString("").equals("broker"))
                .findFirst()
                .orElse(JsonMapper.shared().missingNode());
        String which = "the bridge that runs here (" + BridgeIdentity.line(bridge.bridge()) + ")";
        if (broker.path("status").asString("").equals("working")) {
            return which + " is connected";
        }
        throw CommandFailure.unavailable(which + " is not connected: "
                + broker.path("why").asString("it has not got that far, try again in some seconds"));
    }

    private String rights() {
        List<String> refused = bridge.health()
                .path("refused")
                .valueStream()
                .map(each -> each.asString(""))
                .toList();
        if (!refused.isEmpty()) {
            throw CommandFailure.failed(String.join("; ", refused));
        }
        return "nothing that the bridge has sent since it runs was refused";
    }
}
