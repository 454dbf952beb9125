package io.crownstone2mqtt.testing;

import io.crownstone2mqtt.mirror.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order in which Home Assistant accepts messages that go out together: parents before children; of one thing attributes,
 * state, discovery; everything new before anything old is cleared; of a removal discovery first; one step of a device
 * message at a time; and a change of format is said a while before all.
 */
public final class PublicationOrder {
    private final HeldDiscovery discovery;
    private final Map<String, String> held;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> devicesSaid = new HashSet<>();
    private boolean moving;
    private boolean clearing;
    private boolean clearingTopics;

    private PublicationOrder(String prefix, Map<String, String> before) {
        this.held = new HashMap<>(before);
        this.discovery = new HeldDiscovery(prefix, held);
    }

    /** With Home Assistant's own prefix, {@code homeassistant}. */
    public static List<String> check(Map<String, String> before, List<Message> messages) {
        return check("homeassistant", before, messages);
    }

    /**
     * What is wrong with these messages, the oldest first.
     *
     * @param before what the broker holds before the first of them
     */
    public static List<String> check(String prefix, Map<String, String> before, List<Message> messages) {
        PublicationOrder order = new PublicationOrder(prefix, before);
        for (int i = 0; i < messages.size(); i++) {
            order.take(messages.get(i), messages.subList(i + 1, messages.size()));
        }
        return order.problems;
    }

    private void take(Message message, List<Message> rest) {
        if (!message.retained()) {
            return;
        }
        boolean announces = discovery.isDiscovery(message.topic());
        if (message.payload().isEmpty()) {
            clears(message.topic(), announces);
            held.remove(message.topic());
        } else {
            require(!clearing, message, "after something was cleared");
            if (announces) {
                announces(message, rest);
            } else {
                attributesFirst(message, rest);
            }
            held.put(message.topic(), message.payload());
        }
    }

    private void require(boolean right, Message message, String problem) {
        if (!right) {
            problems.add(message.topic() + ": " + problem);
        }
    }

    private void attributesFirst(Message message, List<Message> rest) {
        String topic = message.topic();
        String parent = topic.substring(0, topic.lastIndexOf('/') + 1);
        Stream.of(topic + "/attributes", parent + "attributes")
                .filter(attributes -> !attributes.equals(topic) && isSetIn(rest, attributes))
                .forEach(attributes -> problems.add(topic + ": before its attributes"));
    }

    private static boolean isSetIn(List<Message> messages, String topic) {
        return messages.stream()
                .anyMatch(message -> message.retained()
                        && message.topic().equals(topic)
                        && !message.payload().isEmpty());
    }

    private void announces(Message message, List<Message> rest) {
        DiscoveryMessage parsed = discovery.parse(message.topic(), message.payload());
        if (parsed.isMigration()) {
            moving = true;
            require(devicesSaid.isEmpty(), message, "a change of format is said before everything else");
            return;
        }
        require(!moving, message, "too soon after the change of format was said");
        require(devicesSaid.add(message.topic()), message, "twice without a while in between");
        if (parsed.isDevice() && held.containsKey(message.topic())) {
            oneStep(message, discovery.parse(message.topic(), held.getOrDefault(message.topic(), "")), parsed);
        }
        for (AnnouncedEntity entity : parsed.entities()) {
            String via = entity.device().path("via_device").asString("");
            require(via.isEmpty() || discovery.hasDevice(via), message, "before its parent " + via);
            topicsOf(entity)
                    .filter(topic -> isSetIn(rest, topic))
                    .forEach(topic -> require(false, message, "before " + topic));
            require(
                    discovery.others(entity).findAny().isEmpty(),
                    message,
                    "in a new place before the old one said that it moves");
        }
    }

    private static Stream<String> topicsOf(AnnouncedEntity entity) {
        return Stream.concat(
                        Stream.of(entity.text("state_topic"), entity.text("json_attributes_topic")),
                        entity.availabilityTopics().stream())
                .filter(topic -> !topic.isEmpty());
    }

    private void oneStep(Message message, DiscoveryMessage before, DiscoveryMessage now) {
        Set<String> live = keys(before, false);
        Set<String> added = keys(now, false);
        added.removeAll(live);
        Set<String> removed = keys(now, true);
        require(added.isEmpty() || removed.isEmpty(), message, "adds and removes entities at once");
        live.removeAll(keys(now, false));
        live.removeAll(removed);
        require(live.isEmpty(), message, "leaves out " + live + " without removing it first");
    }

    private static Set<String> keys(DiscoveryMessage message, boolean removals) {
        Set<String> keys = new HashSet<>();
        message.entities().stream()
                .filter(entity -> entity.isRemoval() == removals)
                .forEach(entity -> keys.add(entity.key()));
        return keys;
    }

    private void clears(String topic, boolean announces) {
        Message message = Message.clear(topic);
        if (announces) {
            DiscoveryMessage before = discovery.parse(topic, held.getOrDefault(topic, "{}"));
            if (before.isMigration()) {
                require(
                        !discovery.hasMoved(before),
                        message,
                        "cleared when its entities were in the new place already");
                return;
            }
        }
        clearing = true;
        if (announces) {
            require(!clearingTopics, message, "cleared after the topics of things");
            withdraws(message);
        } else {
            clearingTopics = true;
            discovery
                    .entities()
                    .filter(entity -> topicsOf(entity).anyMatch(topic::equals) && !mayBeUnknown(entity, topic))
                    .forEach(entity -> require(false, message, "cleared while " + entity + " needs it"));
        }
    }

    /** A switch of which no state is known any more. */
    private static boolean mayBeUnknown(AnnouncedEntity entity, String topic) {
        return entity.platform().equals("switch") && entity.text("state_topic").equals(topic);
    }

    private void withdraws(Message message) {
        List<AnnouncedEntity> leaving = discovery
                .entities()
                .filter(entity -> entity.topic().equals(message.topic()))
                .toList();
        for (AnnouncedEntity entity : leaving) {
            require(
                    discovery.others(entity).findAny().isEmpty(),
                    message,
                    "cleared without saying that the other format takes over");
            boolean last = discovery
                    .entities()
                    .noneMatch(other -> other.deviceId().equals(entity.deviceId())
                            && !other.topic().equals(message.topic()));
            discovery
                    .entities()
                    .filter(other -> last
                            && other.device().path("via_device").asString("").equals(entity.deviceId()))
                    .forEach(child -> require(false, message, "cleared before its child " + child));
        }
    }
}
