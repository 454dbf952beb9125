package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.LogLines;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.HeldMeters;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MeterValues;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.Publications;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Shows which retained topics the bridge would create, change or remove on the broker."
                + " Changes nothing.")
final class PlanCommand extends OneShotCommand {
    @Option(names = "--json", description = "Writes JSON, for programs.")
    private boolean json;

    PlanCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        Settings settings = settings();
        AccountsView view = view(settings);
        view.problems().values().stream()
                .filter(problem -> !problem.rejectsCredentials())
                .findFirst()
                .ifPresent(PlanCommand::demandWhole);
        if (view.accesses().isEmpty()) {
            return view.exitCode();
        }
        Plan plan = plan(settings, view);
        if (json) {
            console.print(plan.json());
        } else {
            plan.print(console);
        }
        return view.exitCode();
    }

    /** The bridge announces nothing from a partial snapshot; what it would announce is not known then. */
    private static void demandWhole(CloudProblem problem) {
        throw CommandFailure.unavailable("no plan without the snapshots of all accounts: try again later");
    }

    private Plan plan(Settings settings, AccountsView view) {
        TopicScheme topics = new TopicScheme(Wiring.mirror(settings));
        RetainedTopics visit = RetainedTopics.to(settings, topics, "plan");
        if (!visit.whole()) {
            console.complain("the broker holds more than it shows at once: something to remove may be missing here;"
                    + " see docs/brokers.md");
        }
        PersistentMap<String, String> held = visit.held();
        Mirror mirror = mirror(settings, view.mirrored(settings), held, topics);
        boolean whole = view.problems().isEmpty();
        Publications publications = Publications.between(null, mirror, held, topics, whole);
        PersistentMap<String, String> wanted = publications.published();
        for (Message last : publications.later()) {
            wanted = wanted.with(last.topic(), last.payload());
        }
        for (Message part : Publications.manifest(mirror, wanted, Set.of(), topics)) {
            wanted =
                    part.payload().isEmpty() ? wanted.without(part.topic()) : wanted.with(part.topic(), part.payload());
        }
        return Plan.between(held, wanted, topics);
    }

    /** What is published of energy stays, as it does when the bridge starts: the second API is not asked here. */
    private static Mirror mirror(Settings settings, Home home, PersistentMap<String, String> held, TopicScheme topics) {
        MirrorRenderer renderer = new MirrorRenderer(Wiring.mirror(settings));
        Mirror mirror = renderer.render(snapshot(settings, home, PersistentMap.empty()));
        PersistentMap<CrownstoneId, MeterValues> meters = PersistentMap.empty();
        if (settings.cloud().energy().isAskedBeside(settings.cloud().url())) {
            for (Sphere sphere : home.spheres().values()) {
                for (Map.Entry<CrownstoneId, MeterValues> each :
                        HeldMeters.of(sphere, mirror.names(), held, topics).entrySet()) {
                    meters = sphere.hubs().isEmpty() ? meters : meters.with(each.getKey(), each.getValue());
                }
            }
        }
        return meters.isEmpty() ? mirror : renderer.render(snapshot(settings, home, meters));
    }

    private static MirrorSource snapshot(
            Settings settings, Home home, PersistentMap<CrownstoneId, MeterValues> meters) {
        PersistentMap<SphereId, Boolean> online = PersistentMap.empty();
        for (SphereId sphere : home.spheres().keySet()) {
            online = online.with(sphere, Boolean.TRUE);
        }
        Instant now = Instant.now();
        return new MirrorSource(
                home,
                PersistentMap.empty(),
                meters,
                online,
                new MirrorSource.BridgeInfo(
                        now,
                        settings.cloud().url(),
                        settings.mqtt().url(),
                        now,
                        MirrorSource.Monitor.well(
                                settings.cloud().accounts().size(),
                                LogLines.level().text())));
    }
}
