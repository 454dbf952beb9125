package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.export.ExportFormat;
import io.crownstone2mqtt.export.Exports;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.BridgeAnswers;
import io.crownstone2mqtt.mirror.BridgeRequest;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of the bridge itself; every request is answered on its response topic, a restart by the program. */
final class RequestHandler {
    private static final String KNOWN =
            "info, crownstones, resync, log-level, health, discovery, orphans, export, restart";

    private static final Set<String> QUESTIONS = Set.of("info", "crownstones", "health", "orphans");

    private final StepContext context;
    private final AccountHandler accounts;
    private final Runnable announce;

    /** @param announce announces everything again */
    RequestHandler(StepContext context, AccountHandler accounts, Runnable announce) {
        this.context = context;
        this.accounts = accounts;
        this.announce = announce;
    }

    /** An answer is JSON, or the reason why there is none. */
    private sealed interface Response {
        record Data(JsonNode data) implements Response {}

        record Refusal(String reason) implements Response {}
    }

    /** Whether that request does anything but answer. */
    boolean acts(String what) {
        return !QUESTIONS.contains(what);
    }

    void take(String what, byte[] payload) {
        BridgeRequest request = BridgeRequest.parse(payload);
        if (what.equals(BridgeRequest.RESTART)) {
            context.info("asked to restart");
            context.run(new Effect.Restart(request));
            return;
        }
        List<String> responses = switch (answer(what, request.value())) {
            case Response.Data(JsonNode data) -> request.done(data);
            case Response.Refusal(String reason) -> {
                context.warn("the request " + what + " is refused: " + reason);
                yield List.of(request.refused(reason));
            }
        };
        responses.forEach(each -> context.publish(Message.once(context.topics.response(what), each)));
    }

    private Response answer(String what, String value) {
        return switch (what) {
            case "info" -> fromMirror(BridgeAnswers::info);
            case "crownstones" -> fromMirror(BridgeAnswers::crownstones);
            case "health" -> new Response.Data(health());
            case "resync" -> resync();
            case "discovery" -> discovery();
            case "log-level" -> logLevel(value);
            case "orphans" -> orphans(value);
            case "export" -> export(value);
            default -> new Response.Refusal("there is no such request; there are " + KNOWN);
        };
    }

    /** A question to the mirror. */
    private interface Question {
        JsonNode ask(BridgeAnswers answers);
    }

    private Response fromMirror(Question question) {
        Mirror mirror = context.mirror;
        return mirror == null
                ? new Response.Refusal("the home is not known yet")
                : new Response.Data(question.ask(new BridgeAnswers(mirror, context.topics)));
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Response resync() {
        context.info("asked to take a snapshot of the cloud");
        accounts.resync();
        return new Response.Data(nothing());
    }

    private Response discovery() {
        context.info("asked to announce everything again");
        announce.run();
        return new Response.Data(nothing());
    }

    /** Each file's text by its name. */
    private Response export(String value) {
        Optional<ExportFormat> format = ExportFormat.of(value);
        if (format.isEmpty() || context.mirror == null) {
            return new Response.Refusal(
                    format.isEmpty()
                            ? "an export is one of openhab, homeassistant, diagram"
                            : "the home is not known yet");
        }
        ObjectNode files = nothing();
        new Exports(context.home(), context.energy.meters().keySet(), context.options.mirror(), Exports.USUAL_BROKER)
                .of(format.get())
                .forEach(files::put);
        return new Response.Data(files);
    }

    private Response logLevel(String value) {
        Optional<LogLevel> level = LogLevel.of(value);
        if (level.isEmpty()) {
            String levels = Stream.of(LogLevel.values()).map(LogLevel::text).collect(Collectors.joining(", "));
            return new Response.Refusal("a log level is one of " + levels);
        }
        context.monitor = context.monitor.withLogLevel(level.get().text());
        context.run(new Effect.SetLogLevel(level.get()));
        context.info("the log level is " + level.get().text());
        return new Response.Data(nothing().put("level", level.get().text()));
    }

    private JsonNode health() {
        Health health = Health.of(context.state());
        ObjectNode json = nothing();
        json.put("healthy", health.well());
        json.put("spheres", health.spheres());
        json.put("crownstones", health.crownstones());
        ArrayNode accounts = json.putArray("accounts");
        for (MirrorSource.AccountLink link : context.monitor.accounts()) {
            ObjectNode account = accounts.addObject();
            account.put("account", link.number());
            account.put("cloud", link.cloud()).put("events", link.events());
            if (link.problem() != null) {
                account.put("problem", link.problem());
            }
        }
        return json;
    }

    /** Those of an account that never delivered a snapshot: all others are cleared automatically. */
    private Response orphans(String value) {
        Mirror mirror = context.mirror;
        if (mirror == null || !(context.broker instanceof BrokerState.Up up)) {
            return new Response.Refusal("the home is not known yet");
        }
        if (!value.isEmpty() && !value.equals("list") && !value.equals("clear")) {
            return new Response.Refusal("orphans are to list or to clear");
        }
        List<String> orphans =
                new BridgeAnswers(mirror, context.topics).orphans(up.held().keySet());
        if (value.equals("clear")) {
            PersistentMap<String, String> held = up.held();
            for (String topic : orphans) {
                context.publish(Message.clear(topic));
                held = held.without(topic);
            }
            context.broker = up.holding(held, up.shown());
        }
        ObjectNode json = nothing();
        orphans.forEach(json.putArray(value.equals("clear") ? "cleared" : "orphans")::add);
        return new Response.Data(json);
    }
}
