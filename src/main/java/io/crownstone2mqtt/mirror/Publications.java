package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.TopicScheme.DiscoveryTopic;
import io.crownstone2mqtt.mirror.homeassistant.DeviceSteps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be published so that the broker holds a mirror, in the order that Home Assistant needs: parents before
 * children, of one thing attributes, state, then discovery, and everything new before anything old is cleared; of what is
 * cleared the discovery first, children before parents.
 *
 * @param messages to be published now
 * @param later to be published as {@link #nextOf} tells, a while apart: Home Assistant loses parts of device messages that
 *     follow too soon
 * @param published what the broker holds when the messages are out
 */
public record Publications(List<Message> messages, List<Message> later, PersistentMap<String, String> published) {

    /**
     * From what the broker holds to what it should.
     *
     * @param last the mirror that the broker held; null if everything must be compared with {@code published}
     * @param orphans whether what is in {@code published} and belongs to nothing may be cleared
     */
    public static Publications between(
            @Nullable Mirror last,
            Mirror next,
            PersistentMap<String, String> published,
            TopicScheme topics,
            boolean orphans) {
        return between(last, next, published, Set.of(), topics, orphans);
    }

    /** The same; {@code unseen} may be on the broker, too, and stays in the list of topics. */
    public static Publications between(
            @Nullable Mirror last,
            Mirror next,
            PersistentMap<String, String> published,
            Set<String> unseen,
            TopicScheme topics,
            boolean orphans) {
        return new Comparison(next, published, unseen, topics, orphans).publish(last);
    }

    /**
     * Says on the topics of the other discovery format, of devices that the mirror announces in its own, that the entities
     * move; empty when that has been said. To be published a while before anything else: Home Assistant would ignore what
     * it has in the old place.
     */
    public static List<Message> moves(Mirror next, PersistentMap<String, String> published, TopicScheme topics) {
        List<DiscoveryTopic> held = published.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(DeviceSteps.MIGRATE))
                .flatMap(entry -> topics.discovery(entry.getKey()).stream())
                .toList();
        if (held.isEmpty()) {
            return List.of();
        }
        Map<String, Boolean> announced = new HashMap<>();
        next.inOrder().stream()
                .flatMap(each -> topics.discovery(each.topic()).stream())
                .forEach(each -> announced.put(each.node(), each.device()));
        return held.stream()
                .filter(each -> Boolean.valueOf(!each.device()).equals(announced.get(each.node())))
                .map(each -> Message.retained(each.topic(), DeviceSteps.MIGRATE))
                .toList();
    }

    /**
     * Those of the messages for later that may go out together: device messages, one of each device; then the values of topics
     * that these have freed; then what is cleared.
     */
    public static List<Message> nextOf(List<Message> later) {
        int stage = later.stream().mapToInt(Publications::stage).min().orElse(0);
        Set<String> topics = new HashSet<>();
        return later.stream()
                .filter(message -> stage(message) == stage && topics.add(message.topic()))
                .toList();
    }

    private static int stage(Message message) {
        return message.payload().isEmpty() ? 2 : message.topic().endsWith("/config") ? 0 : 1;
    }

    /** The list of topics without those that are gone: to be published when nothing is to be cleared any more. */
    public static List<Message> manifest(
            Mirror mirror, PersistentMap<String, String> published, Set<String> unseen, TopicScheme topics) {
        List<Message> messages = new ArrayList<>();
        Set<String> left = manifestParts(published, topics);
        Set<String> all = new HashSet<>(published.keySet());
        all.addAll(unseen);
        for (Retained part : listed(all, mirror, topics)) {
            left.remove(part.topic());
            if (!part.payload().equals(published.get(part.topic()))) {
                messages.add(Message.retained(part.topic(), part.payload()));
            }
        }
        left.forEach(part -> messages.add(Message.clear(part)));
        return messages;
    }

    private static List<Retained> listed(Set<String> held, Mirror mirror, TopicScheme topics) {
        Set<String> listed = new HashSet<>(held);
        listed.removeIf(topics::isManifest);
        return new Manifest(listed, mirror.source().info().monitor().surveyed()).render(topics);
    }

    private static Set<String> manifestParts(PersistentMap<String, String> held, TopicScheme topics) {
        Set<String> parts = new TreeSet<>(held.keySet());
        parts.removeIf(topic -> !topics.isManifest(topic));
        return parts;
    }

    /** Everything again, whatever the broker holds. */
    public static List<Message> all(Mirror mirror) {
        return mirror.inOrder().stream()
                .map(each -> Message.retained(each.topic(), each.payload()))
                .toList();
    }

    private static final class Comparison {
        private final Mirror next;
        private final Set<String> unseen;
        private final TopicScheme topics;
        private final boolean orphans;
        private final List<Message> messages = new ArrayList<>();
        private final List<Message> later = new ArrayList<>();
        private PersistentMap<String, String> published;

        Comparison(
                Mirror next,
                PersistentMap<String, String> published,
                Set<String> unseen,
                TopicScheme topics,
                boolean orphans) {
            this.unseen = unseen;
            this.orphans = orphans;
            this.next = next;
            this.published = published;
            this.topics = topics;
        }

        Publications publish(@Nullable Mirror last) {
            Map<ThingKey, Fragment> changed = new TreeMap<>();
            Set<String> gone = new LinkedHashSet<>();
            if (last == null) {
                changed.putAll(next.fragments());
                if (orphans) {
                    gone.addAll(published.keySet());
                }
            } else {
                next.fragments().differences(last.fragments(), (key, before, after) -> {
                    changed.put(key, after == null ? Fragment.NONE : after);
                    if (before != null) {
                        before.topics().forEach(each -> gone.add(each.topic()));
                    }
                });
            }
            gone.removeIf(topics::isManifest);
            if (changed.remove(ThingKey.MANIFEST) != null) {
                listBeforePublishing();
            }
            Set<String> wanted = new HashSet<>();
            changed.values().forEach(fragment -> fragment.topics().forEach(each -> wanted.add(each.topic())));
            gone.removeIf(topic -> wanted.contains(topic) || !published.containsKey(topic));
            if (last == null) {
                clearMoved(wanted);
                gone.removeIf(topic -> !published.containsKey(topic));
            }
            Handover handover =
                    Handover.of(last == null ? published.keySet() : ofThose(changed, last), published, topics);
            changed.values().forEach(fragment -> setValues(fragment, handover));
            changed.values()
                    .forEach(
                            fragment -> fragment.ofKind(Retained.Kind.DISCOVERY).forEach(this::set));
            gone.stream().sorted(clearOrder()).forEach(this::clear);
            return new Publications(List.copyOf(messages), List.copyOf(later), published);
        }

        /** Whatever happens next, the broker has nothing of ours that its list does not name. */
        private void listBeforePublishing() {
            Set<String> all = new HashSet<>(published.keySet());
            all.addAll(unseen);
            next.inOrder().forEach(each -> all.add(each.topic()));
            // What moves to a later part is named there before it is missing in the earlier one.
            listed(all, next, topics).reversed().forEach(this::set);
        }

        /** The topics that the changed things had before, if any has others now. */
        private static Set<String> ofThose(Map<ThingKey, Fragment> changed, Mirror last) {
            Set<String> before = new HashSet<>();
            boolean same = true;
            for (Map.Entry<ThingKey, Fragment> entry : changed.entrySet()) {
                Fragment old = last.fragments().getOrDefault(entry.getKey(), Fragment.NONE);
                same &= entry.getValue().hasTopicsOf(old);
                old.topics().forEach(each -> before.add(each.topic()));
            }
            return same ? Set.of() : before;
        }

        /** A value that an entity of another thing still reads is published when that has moved. */
        private void setValues(Fragment fragment, Handover handover) {
            Optional<String> node = fragment.topics().stream()
                    .flatMap(each -> topics.discovery(each.topic()).stream())
                    .map(DiscoveryTopic::node)
                    .findFirst();
            List<Retained> values = fragment.topics().stream()
                    .filter(each -> each.kind() != Retained.Kind.DISCOVERY)
                    .toList();
            for (Retained each : values) {
                if (node.isPresent()
                        && each.kind() == Retained.Kind.STATE
                        && !each.payload().equals(published.get(each.topic()))
                        && handover.isReadByAnother(each.topic(), node.get())) {
                    set(each.topic(), Handover.unknown(each.payload()));
                    later.add(Message.retained(each.topic(), each.payload()));
                } else {
                    set(each);
                }
            }
        }

        /**
         * Before anything new: once an entity is in its new place Home Assistant takes an empty payload in the old one for a
         * conflict. It knows already that the entity moves, and keeps it.
         */
        private void clearMoved(Set<String> wanted) {
            published.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(DeviceSteps.MIGRATE))
                    .map(Map.Entry::getKey)
                    .filter(topic -> !wanted.contains(topic))
                    .sorted(clearOrder())
                    .toList()
                    .forEach(this::clear);
        }

        private void set(Retained wanted) {
            String held = published.get(wanted.topic());
            if (wanted.payload().equals(held)) {
                return;
            }
            List<String> steps = held == null || wanted.kind() != Retained.Kind.DISCOVERY
                    ? List.of(wanted.payload())
                    : DeviceSteps.between(held, wanted.payload());
            set(wanted.topic(), steps.getFirst());
            steps.stream().skip(1).forEach(step -> later.add(Message.retained(wanted.topic(), step)));
        }

        private void set(String topic, String payload) {
            messages.add(Message.retained(topic, payload));
            published = published.with(topic, payload);
        }

        private void clear(String topic) {
            if (isNeeded(topic)) {
                later.add(Message.clear(topic));
            } else {
                messages.add(Message.clear(topic));
                published = published.without(topic);
            }
        }

        /** Whether a device message on its way still has an entity with that topic, which would read the empty payload. */
        private boolean isNeeded(String topic) {
            return later.stream()
                    .map(Message::topic)
                    .map(published::get)
                    .anyMatch(held -> held != null && held.contains('"' + topic + '"'));
        }

        /** Discovery first, and children before parents; then the deeper a topic, the younger the thing. */
        private Comparator<String> clearOrder() {
            return Comparator.comparingInt((String topic) -> -generation(topic))
                    .thenComparingLong(
                            topic -> -topic.chars().filter(c -> c == '/').count())
                    .thenComparing(Comparator.naturalOrder());
        }

        private int generation(String topic) {
            return topics.discovery(topic).map(DiscoveryTopic::generation).orElse(-1);
        }
    }
}
