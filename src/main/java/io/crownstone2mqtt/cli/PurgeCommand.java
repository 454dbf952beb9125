package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.BrokerSettings;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.mirror.Belongings;
import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.RunningBridges;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "purge",
        description = "Removes from the broker every retained topic and discovery message of this bridge, after showing"
                + " them and asking. Stop the bridge before. Needs no account.")
final class PurgeCommand extends OneShotCommand {
    /** A broker that hides what is beyond its queue shows the rest when the first is gone. */
    private static final int MOST_ROUNDS = 100;

    @Option(
            names = "--base-topic",
            paramLabel = "TOPIC",
            description = "The base topic of an earlier configuration. Default: mqtt.base-topic.")
    private @Nullable String baseTopic;

    @Option(
            names = "--discovery-prefix",
            paramLabel = "TOPIC",
            description = "The discovery prefix of an earlier configuration. Default: home-assistant.discovery-prefix.")
    private @Nullable String discoveryPrefix;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The client id of an earlier configuration. Default: mqtt.client-id.")
    private @Nullable String clientId;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Option(
            names = "--force",
            description = "Also if the broker holds that the bridge is online, which is wrong where the broker itself"
                    + " died with it.")
    private boolean force;

    @Option(names = "--json", description = "Writes JSON, for programs; needs --yes.")
    private boolean json;

    PurgeCommand(CommandContext context) {
        super(context);
    }

    /** Shows what the bridge has left, asks, removes it, and checks whether it is gone. */
    @Override
    int run() {
        if (json && !yes) {
            throw CommandFailure.usage("--json asks nobody: give --yes, too; see crownstone2mqtt purge --help");
        }
        BrokerSettings configured = context.configuration().loadForBroker(config.file());
        BrokerSettings target = earlier(configured);
        demandNoBridgeHere(target);
        PurgeClient visit = new PurgeClient(configured, target, force);
        Belongings found = visit.survey();
        if (!json) {
            show(found, visit);
        }
        return found.all().isEmpty() || isWanted(found) ? remove(found, visit) : refused();
    }

    private BrokerSettings earlier(BrokerSettings configured) {
        try {
            return configured.with(baseTopic, discoveryPrefix, clientId);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + "; see crownstone2mqtt purge --help");
        }
    }

    /** Also one that has lost the broker just now: it would publish everything again. */
    private void demandNoBridgeHere(BrokerSettings target) {
        BridgeIdentity identity = new BridgeIdentity(
                target.mqtt().url(), target.mqtt().clientId(), target.mqtt().baseTopic());
        RunningBridges bridges = RunningBridges.find(LocalBridges.places(context.service()), identity);
        Stream.concat(bridges.wanted().stream(), bridges.others().stream())
                .map(RunningBridges.RunningBridge::bridge)
                .filter(bridge -> isSame(bridge, identity))
                .map(BridgeIdentity::line)
                .findFirst()
                .or(() -> bridges.silent().stream().map(Path::toString).findFirst())
                .ifPresent(PurgeCommand::demandStop);
    }

    private static void demandStop(String bridge) {
        throw CommandFailure.failed(
                "the bridge runs on this machine (" + bridge + "): stop it first, it would publish everything again");
    }

    private static boolean isSame(JsonNode bridge, BridgeIdentity identity) {
        return bridge.path("broker").asString("").equals(identity.broker().toString())
                && (bridge.path("client_id").asString("").equals(identity.clientId())
                        || bridge.path("base_topic").asString("").equals(identity.baseTopic()));
    }

    private void show(Belongings found, PurgeClient visit) {
        Map<String, List<String>> groups = found.topics().stream()
                .collect(Collectors.groupingBy(visit.topics()::firstLevels, TreeMap::new, Collectors.toList()));
        groups.forEach(this::show);
        show("Home Assistant discovery", found.discovery());
        if (!found.others().isEmpty()) {
            show("Not of the bridge, and left alone", found.others());
        }
    }

    private void show(String group, List<String> members) {
        if (members.isEmpty()) {
            return;
        }
        console.print(console.paint(Style.bold, PlanText.harmless(group) + " (" + members.size() + ")"));
        members.forEach(topic -> console.print("  " + PlanText.harmless(topic)));
        console.print("");
    }

    private boolean isWanted(Belongings found) {
        if (yes) {
            return true;
        }
        String answer = context.question().ask("Remove " + messages(found.all()) + "? [y/N] ");
        if (answer == null) {
            throw CommandFailure.usage(
                    "nothing was removed, since there is no terminal to ask on: give --yes to remove "
                            + found.all().size() + " retained messages");
        }
        return Prompt.isYes(answer);
    }

    private int refused() {
        console.complain("nothing was removed");
        return ExitCode.FAILED;
    }

    private int remove(Belongings first, PurgeClient visit) {
        Set<String> removed = new LinkedHashSet<>();
        Belongings found = first;
        for (int round = 0; round < MOST_ROUNDS && !removed.containsAll(found.all()); round++) {
            visit.clear(found.all());
            removed.addAll(found.all());
            found = visit.survey();
        }
        removed.removeAll(Set.copyOf(found.all()));
        report(removed, found);
        return found.all().isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILED;
    }

    private void report(Set<String> removed, Belongings left) {
        if (json) {
            console.print(json(removed, left));
        } else if (removed.isEmpty() && left.all().isEmpty()) {
            console.print("nothing of the bridge is retained on the broker");
        } else {
            console.print("removed " + messages(removed));
        }
        if (!left.all().isEmpty()) {
            console.complain("still there: " + messages(left.all()) + ", the first on "
                    + left.all().getFirst()
                    + ": allow writing there in the broker's access control list, or stop who publishes them again");
        }
    }

    private static String messages(Collection<String> topics) {
        return topics.size() == 1 ? "1 retained message" : topics.size() + " retained messages";
    }

    /** Its shape is part of the contract, see docs/commands.md. */
    private static ObjectNode json(Set<String> removed, Belongings left) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        removed.forEach(json.putArray("removed")::add);
        left.all().forEach(json.putArray("left")::add);
        left.others().forEach(json.putArray("others")::add);
        return json;
    }
}
