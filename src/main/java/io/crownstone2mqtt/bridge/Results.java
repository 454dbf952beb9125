package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.CommandResult;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells on the result topic what became of a command. */
final class Results {
    private final Turn turn;

    Results(Turn turn) {
        this.turn = turn;
    }

    void publish(SphereId sphere, CrownstoneId id, Order order, Status status, @Nullable String reason) {
        Mirror mirror = turn.mirror;
        if (mirror == null) {
            return;
        }
        String topic = turn.topics.crownstone(
                mirror.names().sphere(sphere), mirror.names().crownstone(sphere, id), "result");
        CommandResult result = new CommandResult(
                order.id(), order.command(), status, turn.now.uptime().minus(order.receivedAt()), reason);
        turn.publish(Message.once(topic, result.toJson()));
        String label = turn.home.crownstone(sphere, id).map(Crownstone::label).orElse(id.value());
        turn.commandNews.add(new CommandNews.Told(id, label, order.receivedAt(), result));
        String line = "%s -> %s: %s".formatted(label, order.command(), status.text());
        switch (status) {
            case ACCEPTED, CONFIRMED, SUPERSEDED -> turn.debug(line);
            case UNCONFIRMED, REJECTED, FAILED, EXPIRED -> {
                turn.warn(line + ", " + reason);
                tell(label, topic, status, reason);
            }
        }
    }

    /** For Home Assistant's event entity: its user may want to hear of what was not done. */
    private void tell(String thing, String topic, Status status, @Nullable String reason) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("event_type", status.text());
        event.put("thing", thing);
        event.put("topic", topic.substring(0, topic.lastIndexOf('/')));
        if (reason != null) {
            event.put("reason", reason);
        }
        turn.publish(Message.once(turn.topics.bridgeEvent(), event.toString()));
    }

    /** A payload that was not understood, or a thing that is not there: no order came of it. */
    void rejected(String topic, @Nullable String id, String reason) {
        CommandResult result = new CommandResult(id, null, Status.REJECTED, Duration.ZERO, reason);
        turn.publish(Message.once(topic, result.toJson()));
        turn.commandNews.add(new CommandNews.Told(null, topic, turn.now.uptime(), result));
        turn.warn("a command on " + topic + " is rejected: " + reason);
        tell(topic.substring(0, topic.lastIndexOf('/')), topic, Status.REJECTED, reason);
    }

    /** The Crownstone was removed while commands for it were under way. */
    void gone(Track track, CrownstoneId id) {
        Stream.of(
                        track.waiting() == null ? null : track.waiting().order(),
                        track.sent() == null ? null : track.sent().order(),
                        track.accepted() == null ? null : track.accepted().order())
                .flatMap(Stream::ofNullable)
                .forEach(order -> publish(
                        track.sphere(), id, order, Status.FAILED, "the Crownstone was removed from the sphere"));
    }
}
