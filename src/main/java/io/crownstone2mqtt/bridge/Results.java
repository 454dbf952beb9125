package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.CommandResult;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.ThingKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publishes on the result topic what became of a command. Every command comes to exactly one end. */
final class Results {
    private static final String NEWER = "a newer command followed";

    private final StepContext context;

    Results(StepContext context) {
        this.context = context;
    }

    /** Without that command, which has come to its end. */
    PendingCommands finished(
            CrownstoneId id, PendingCommands pending, Command command, Status status, @Nullable String reason) {
        publish(pending.sphere(), id, command, status, reason);
        return pending.without(command);
    }

    PendingCommands superseded(CrownstoneId id, PendingCommands pending, List<Command> commands) {
        PendingCommands left = pending;
        for (Command each : commands) {
            left = finished(id, left, each, Status.SUPERSEDED, NEWER);
        }
        return left;
    }

    void publish(SphereId sphere, CrownstoneId id, Command command, Status status, @Nullable String reason) {
        Mirror mirror = context.mirror;
        if (mirror == null) {
            return;
        }
        String topic = context.topics.of(mirror.names().topics().path(ThingKey.of(sphere, id)), "result");
        CommandResult result = new CommandResult(
                command.id(), command.order(), status, context.now.uptime().minus(command.receivedAt()), reason);
        context.publishWhenConnected(Message.once(topic, result.toJson()));
        String label =
                context.home().crownstone(sphere, id).map(Crownstone::label).orElseGet(id::value);
        context.commandNews.add(new CommandNews.Told(id, label, command.receivedAt(), result));
        String line = "%s -> %s: %s".formatted(label, command.order(), status.text());
        switch (status) {
            case ACCEPTED, CONFIRMED, SUPERSEDED -> context.debug(line);
            case UNCONFIRMED, REJECTED, FAILED, EXPIRED -> {
                context.warn(line + ", " + reason);
                publishFailure(label, topic, status, reason);
            }
        }
    }

    /** For Home Assistant's event entity: its user may want to know of what was not done. */
    private void publishFailure(String thing, String topic, Status status, @Nullable String reason) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("event_type", status.text());
        event.put("thing", thing);
        event.put("topic", topic.substring(0, topic.lastIndexOf('/')));
        if (reason != null) {
            event.put("reason", reason);
        }
        context.publishWhenConnected(Message.once(context.topics.bridgeEvent(), event.toString()));
    }

    /** A payload that was not understood, or a thing that is not there: nothing was commanded. */
    void rejected(String topic, @Nullable String id, String reason) {
        CommandResult result = new CommandResult(id, null, Status.REJECTED, Duration.ZERO, reason);
        context.publishWhenConnected(Message.once(topic, result.toJson()));
        context.commandNews.add(new CommandNews.Told(null, topic, context.now.arrival(), result));
        context.warn("a command on " + topic.replaceFirst("/result$", "/set") + " is rejected: " + reason);
        publishFailure(topic.substring(0, topic.lastIndexOf('/')), topic, Status.REJECTED, reason);
    }
}
