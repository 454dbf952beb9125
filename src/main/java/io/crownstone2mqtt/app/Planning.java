package io.crownstone2mqtt.app;

import io.crownstone2mqtt.app.BrokerVisit.Heard;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.Publications;
import io.crownstone2mqtt.mirror.Snapshot;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mirror.homeassistant.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows what the bridge would make of the broker, without touching it. */
record Planning(boolean json) implements OneShot {
    private static final Duration QUIET = Duration.ofMillis(250);

    @Override
    public int run(Supplier<Settings> source, Console console) {
        Settings settings = source.get();
        Household household;
        try (Accounts accounts = Accounts.open(settings)) {
            household = accounts.visit();
        }
        household.complainOrFail(console);
        household.problems().values().stream()
                .filter(problem -> !problem.rejectsCredentials())
                .findFirst()
                .ifPresent(Planning::demandWhole);
        if (household.accesses().isEmpty()) {
            return household.exitCode();
        }
        Plan plan = plan(settings, household);
        if (json) {
            console.print(plan.json());
        } else {
            plan.print(console);
        }
        return household.exitCode();
    }

    /** The bridge announces nothing from a partial picture; what it would announce is not known then. */
    private static void demandWhole(CloudProblem problem) {
        throw CommandFailure.unavailable("no plan without the pictures of all accounts: try again later");
    }

    private static Plan plan(Settings settings, Household household) {
        TopicScheme topics = new TopicScheme(Wiring.mirror(settings));
        PersistentMap<String, String> held = held(settings, topics);
        Mirror mirror =
                new MirrorRenderer(Wiring.mirror(settings)).render(snapshot(settings, household.mirrored(settings)));
        boolean whole = household.problems().isEmpty();
        Publications publications = Publications.between(null, mirror, held, topics, whole);
        PersistentMap<String, String> wanted = publications.published();
        for (Message last : publications.later()) {
            wanted = wanted.with(last.topic(), last.payload());
        }
        return Plan.between(held, wanted, topics);
    }

    private static PersistentMap<String, String> held(Settings settings, TopicScheme topics) {
        try (BrokerVisit visit = BrokerVisit.to(Wiring.visitor(settings, "plan"))) {
            List<String> filters = Stream.of(topics.mirrorFilters(), topics.discoveryFilters())
                    .flatMap(List::stream)
                    .toList();
            Heard heard = visit.ask(filters, Message.once(topics.probe(), "x"), QUIET);
            if (heard.lost() != null) {
                throw CommandFailure.of(heard.lost());
            }
            if (!heard.refused().isEmpty() || !heard.echoed()) {
                throw CommandFailure.failed(
                        "the broker does not show everything that it holds: see what the command check says");
            }
            return held(heard.messages(), topics);
        }
    }

    private static PersistentMap<String, String> held(List<Message> messages, TopicScheme topics) {
        PersistentMap<String, String> held = PersistentMap.empty();
        for (Message message : messages) {
            boolean own = Claim.isOwn(topics, message.topic(), message.payload());
            held = own && !message.payload().isEmpty()
                    ? held.with(message.topic(), message.payload())
                    : held.without(message.topic());
        }
        return held;
    }

    private static Snapshot snapshot(Settings settings, Home home) {
        PersistentMap<SphereId, Boolean> online = PersistentMap.empty();
        for (SphereId sphere : home.spheres().keySet()) {
            online = online.with(sphere, Boolean.TRUE);
        }
        Instant now = Instant.now();
        return new Snapshot(
                home,
                online,
                new Snapshot.BridgeInfo(
                        now,
                        settings.cloud().url(),
                        settings.mqtt().url(),
                        now,
                        Snapshot.Monitor.well(
                                settings.cloud().accounts().size(),
                                LogLines.level().text())));
    }
}
