package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mqtt.Outbox.Item;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a broker refuses by ending the connection: MQTT 3.1.1 has no other answer to "too large" or "not allowed".
 * What was on its way when a connection ended is suspect, and goes alone over the next one. What was alone on its way at
 * two ends, the second time after a quiet second, is refused, and so are larger ones of the same topic. The quiet second
 * because a broker that is restarted ends connections too, and usually at the same place in the same burst.
 */
final class SuspectMessages {
    private static final int ENOUGH = 2;
    private static final int MOST = 5_000;

    private final Set<String> suspected = new HashSet<>();
    private final Map<String, Integer> endsAlone = new HashMap<>();
    private final Map<String, Integer> refusedFrom = new HashMap<>();

    /** Whether it is to be sent alone. */
    boolean isSuspect(Item item) {
        return suspected.contains(item.subject());
    }

    /** Whether a connection has ended at it already: a second end must not be one that would have come anyway. */
    boolean endedAlone(Item item) {
        return endsAlone.containsKey(item.subject());
    }

    boolean isRefused(Item item) {
        Integer smallest = refusedFrom.get(item.subject());
        return smallest != null && size(item) >= smallest;
    }

    /** The broker has acknowledged it. */
    void clear(Item item) {
        suspected.remove(item.subject());
        endsAlone.remove(item.subject());
    }

    /**
     * A connection ended.
     *
     * @return what turns out to be refused
     */
    Optional<Item> ended(List<Item> underWay) {
        if (suspected.size() > MOST) {
            suspected.clear();
            endsAlone.clear();
        }
        underWay.forEach(each -> suspected.add(each.subject()));
        if (underWay.size() != 1) {
            return Optional.empty();
        }
        Item alone = underWay.getFirst();
        if (endsAlone.merge(alone.subject(), 1, Integer::sum) < ENOUGH) {
            return Optional.empty();
        }
        refusedFrom.merge(alone.subject(), size(alone), Math::min);
        return Optional.of(alone);
    }

    /** Of the payload, in bytes. */
    static int size(Item item) {
        return item instanceof Item.Publication(Message message, Runnable _)
                ? message.payload().getBytes(StandardCharsets.UTF_8).length
                : 0;
    }
}
