package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Version;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.diagnostics.Bundle;
import io.crownstone2mqtt.diagnostics.ConfigurationJson;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.diagnostics.HomeNames;
import io.crownstone2mqtt.diagnostics.NamedKind;
import io.crownstone2mqtt.diagnostics.NamedThing;
import io.crownstone2mqtt.diagnostics.PrivateSettings;
import io.crownstone2mqtt.diagnostics.Pseudonyms;
import io.crownstone2mqtt.diagnostics.Redaction;
import io.crownstone2mqtt.diagnostics.RetainedNames;
import io.crownstone2mqtt.diagnostics.StatusNames;
import io.crownstone2mqtt.diagnostics.TopicShape;
import io.crownstone2mqtt.diagnostics.Versions;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found, with every name in it. */
record BugReport(DaemonDiagnostics daemon, Collected<AccountsView> cloud, Collected<Map<String, String>> retained) {
    static BugReport of(Settings settings, ServiceEnvironment service) {
        return new BugReport(DaemonDiagnostics.ask(settings, service), cloud(settings), retained(settings));
    }

    private static Collected<AccountsView> cloud(Settings settings) {
        try (Accounts accounts = Accounts.open(settings)) {
            return Collected.of(accounts.read());
        } catch (CommandFailure failure) {
            return Collected.missing(failure.explanation());
        }
    }

    private static Collected<Map<String, String>> retained(Settings settings) {
        try {
            Map<String, String> held = new TreeMap<>();
            RetainedTopics.to(settings, new TopicScheme(Wiring.mirror(settings)), "diagnose")
                    .held()
                    .forEach(held::put);
            return Collected.of(held);
        } catch (CommandFailure failure) {
            return Collected.missing(failure.explanation());
        }
    }

    Bundle bundle(Settings settings) {
        Redaction redaction = redaction(settings);
        Bundle bundle = new Bundle();
        bundle.add("versions.json", "the program and what it runs on", Versions.json(Version.current()));
        bundle.add(
                "configuration.json",
                "every setting, defaults included",
                redaction.json(ConfigurationJson.of(settings)));
        add(
                bundle,
                redaction,
                "health.json",
                "the health of the bridge, and since when",
                daemon.health(),
                value -> redaction.json(value).toPrettyString());
        add(bundle, redaction, "log.txt", "its last lines", daemon.log(), record -> log(record, redaction));
        add(bundle, redaction, "metrics.txt", "what it counts", daemon.metrics(), redaction::nameless);
        add(
                bundle,
                redaction,
                "status.json",
                "what its status page shows",
                daemon.status(),
                value -> redaction.json(value).toPrettyString());
        add(bundle, redaction, "retained.txt", "what the broker holds of it", retained, held -> lines(held, redaction));
        bundle.say(
                "the bridge",
                redaction.text(String.valueOf(
                        daemon.which().or(() -> Collected.of("none answers")).value())));
        bundle.say("the cloud now", redaction.text(cloudLine()));
        return bundle;
    }

    private static <T> void add(
            Bundle bundle, Redaction redaction, String name, String what, Collected<T> part, Function<T, String> text) {
        T value = part.value();
        if (value == null) {
            bundle.missing(name, String.valueOf(part.reason()), redaction);
        } else {
            bundle.add(name, what, text.apply(value));
        }
    }

    private static String log(DiagnosticsRecord.Entries record, Redaction redaction) {
        return "(inputs that waited for the loop: " + record.inputsWaiting() + ")\n"
                + redaction.log(String.join("\n", record.log()));
    }

    private static String lines(Map<String, String> retained, Redaction redaction) {
        return retained.entrySet().stream()
                .map(entry ->
                        redaction.topic(entry.getKey()) + " " + redaction.payload(entry.getKey(), entry.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String cloudLine() {
        AccountsView view = cloud.value();
        if (view == null) {
            return String.valueOf(cloud.reason());
        }
        Stream<String> problems = view.problems().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().message());
        return Stream.concat(
                        Stream.of("spheres that the accounts see: "
                                + view.home().spheres().size()),
                        problems)
                .collect(Collectors.joining("; "));
    }

    private Redaction redaction(Settings settings) {
        Pseudonyms names = new Pseudonyms();
        new PrivateSettings(names).add(settings);
        TopicShape topics = new TopicShape(
                settings.mqtt().baseTopic(), settings.homeAssistant().discoveryPrefix());
        named(topics, settings).forEach(names::add);
        return new Redaction(names, topics);
    }

    /** Those with ids first. */
    private Stream<NamedThing> named(TopicShape topics, Settings settings) {
        Stream<NamedThing> named = Stream.empty();
        if (cloud.value() != null) {
            named = Stream.concat(named, HomeNames.of(cloud.value().home()));
        }
        if (daemon.log().value() != null) {
            named = Stream.concat(named, daemon.log().value().names().stream());
        }
        if (daemon.status().value() != null) {
            named = Stream.concat(named, StatusNames.of(daemon.status().value()));
        }
        if (retained.value() != null) {
            named = Stream.concat(named, new RetainedNames(topics).of(retained.value()));
        }
        Settings.Spheres spheres = settings.cloud().spheres();
        return Stream.concat(
                named,
                Stream.concat(spheres.include().stream(), spheres.exclude().stream())
                        .map(name -> new NamedThing(NamedKind.SPHERE, null, List.of(name))));
    }
}
