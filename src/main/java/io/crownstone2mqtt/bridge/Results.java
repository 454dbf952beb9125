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

    /** That command has come to its end. */
    void finished(Command command, Status status, @Nullable String reason) {
        publish(command, status, reason);
        CrownstoneId id = command.crownstone();
        context.pending(id).ifPresent(pending -> context.put(id, pending.without(command)));
        context.wakeBy(context.now.uptime(), new Wake.ForCommand(id));
    }

    void superseded(Command command) {
        finished(command, Status.SUPERSEDED, NEWER);
    }

    /** Those before it for the same Crownstone count no more. */
    void olderSuperseded(Command command) {
        context.pending(command.crownstone())
                .ifPresent(pending -> pending.olderThan(command).forEach(this::superseded));
    }

    void publish(Command command, Status status, @Nullable String reason) {
        Mirror mirror = context.mirror;
        if (mirror == null) {
            return;
        }
        SphereId sphere = command.request().sphere();
        CrownstoneId id = command.crownstone();
        Duration receivedAt = command.request().receivedAt();
        String topic = context.topics.of(mirror.names().topics().path(ThingKey.of(sphere, id)), "result");
        CommandResult result = new CommandResult(
                command.request().id(),
                command.order(),
                status,
                context.now.uptime().minus(receivedAt),
                reason);
        context.publishWhenConnected(Message.once(topic, result.toJson()));
        String label =
                context.home().crownstone(sphere, id).map(Crownstone::label).orElseGet(id::value);
        context.commandNews.add(new CommandNews.Published(id, label, receivedAt, result));
        String line = label + " -> " + command.order() + ": " + status.text();
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
        context.commandNews.add(new CommandNews.Published(null, topic, context.now.arrival(), result));
        context.warn("a command on " + topic.replaceFirst("/result$", "/set") + " is rejected: " + reason);
        publishFailure(topic.substring(0, topic.lastIndexOf('/')), topic, Status.REJECTED, reason);
    }
}
