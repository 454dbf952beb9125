package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.BrokerSettings;
import io.crownstone2mqtt.mirror.Belongings;
import io.crownstone2mqtt.ops.BridgeIdentity;
import io.crownstone2mqtt.ops.RunningBridges;
import io.crownstone2mqtt.ops.SocketPlaces;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code purge}: shows what the bridge has left, asks, removes it, and looks whether it is gone. */
record Purging(Function<@Nullable Path, BrokerSettings> source, SocketPlaces places, Console console, Question question)
        implements PurgeRunner {
    /** A broker that hides what is beyond its queue shows the rest when the first is gone. */
    private static final int MOST_ROUNDS = 100;

    @Override
    public int run(@Nullable Path named, PurgeOptions options) {
        if (options.json() && !options.yes()) {
            throw CommandFailure.usage("--json asks nobody: give --yes, too; see crownstone2mqtt purge --help");
        }
        BrokerSettings configured = source.apply(named);
        BrokerSettings target = earlier(configured, options);
        demandNoBridgeHere(target);
        PurgeVisit visit = new PurgeVisit(configured, target, options.force());
        Belongings found = visit.survey();
        if (!options.json()) {
            show(found, visit);
        }
        return found.all().isEmpty() || isWanted(found, options) ? remove(found, visit, options) : refused();
    }

    private static BrokerSettings earlier(BrokerSettings configured, PurgeOptions options) {
        try {
            return configured.with(options.baseTopic(), options.discoveryPrefix(), options.clientId());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + "; see crownstone2mqtt purge --help");
        }
    }

    /** Also one that has lost the broker just now: it would publish everything again. */
    private void demandNoBridgeHere(BrokerSettings target) {
        BridgeIdentity identity = new BridgeIdentity(
                target.mqtt().url(), target.mqtt().clientId(), target.mqtt().baseTopic());
        RunningBridges bridges = RunningBridges.find(places, identity);
        Stream.concat(bridges.wanted().stream(), bridges.others().stream())
                .map(RunningBridges.Found::bridge)
                .filter(bridge -> isSame(bridge, identity))
                .map(BridgeIdentity::line)
                .findFirst()
                .or(() -> bridges.silent().stream().map(Path::toString).findFirst())
                .ifPresent(Purging::demandStop);
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

    private void show(Belongings found, PurgeVisit visit) {
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
        console.print(console.paint(Console.Paint.BOLD, PlanText.harmless(group) + " (" + members.size() + ")"));
        members.forEach(topic -> console.print("  " + PlanText.harmless(topic)));
        console.print("");
    }

    private boolean isWanted(Belongings found, PurgeOptions options) {
        if (options.yes()) {
            return true;
        }
        String answer = question.ask("Remove " + messages(found.all()) + "? [y/N] ");
        if (answer == null) {
            throw CommandFailure.usage(
                    "nothing was removed, since there is no terminal to ask on: give --yes to remove "
                            + found.all().size() + " retained messages");
        }
        return Question.isYes(answer);
    }

    private int refused() {
        console.complain("nothing was removed, as you said");
        return ExitCode.FAILED;
    }

    private int remove(Belongings first, PurgeVisit visit, PurgeOptions options) {
        Set<String> removed = new LinkedHashSet<>();
        Belongings found = first;
        for (int round = 0; round < MOST_ROUNDS && !removed.containsAll(found.all()); round++) {
            visit.clear(found.all());
            removed.addAll(found.all());
            found = visit.survey();
        }
        removed.removeAll(Set.copyOf(found.all()));
        report(removed, found, options);
        return found.all().isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILED;
    }

    private void report(Set<String> removed, Belongings left, PurgeOptions options) {
        if (options.json()) {
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
