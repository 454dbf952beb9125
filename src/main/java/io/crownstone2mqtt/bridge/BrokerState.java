package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it stands with the broker. */
public sealed interface BrokerState {
    BrokerState NEVER_UP = new Down(false, Connection.AWAITED, List.of());

    /**
     * Not connected.
     *
     * @param wasUp whether it ever was
     * @param waiting what is published when it is back, although it is not retained
     */
    record Down(boolean wasUp, Connection connection, List<Message> waiting) implements BrokerState {
        private static final int MOST_WAITING = 1_000;

        Down keeping(Message message) {
            List<Message> more = new ArrayList<>(waiting);
            more.add(message);
            return new Down(
                    wasUp, connection, List.copyOf(more.size() > MOST_WAITING ? more.subList(1, more.size()) : more));
        }
    }

    /**
     * Just connected: the broker tells what it holds of ours, so that only what differs is published, and what nobody has
     * any more is cleared.
     *
     * @param received how many messages have come, from anybody
     * @param marked our own survey message came back: all that was retained when we connected has been received, or nearly all
     * @param doneAt when it has been quiet for long enough
     * @param giveUpAt when to go on without the mark
     */
    record Surveying(
            PersistentMap<String, String> found, int received, boolean marked, Duration doneAt, Duration giveUpAt)
            implements BrokerState {
        Surveying with(PersistentMap<String, String> newFound) {
            return new Surveying(newFound, received, marked, doneAt, giveUpAt);
        }

        Surveying receiving(Duration quietAt) {
            return new Surveying(found, received + 1, marked, marked ? quietAt : doneAt, giveUpAt);
        }

        Surveying marked(Duration quietAt) {
            return new Surveying(found, received, true, quietAt, giveUpAt);
        }
    }

    /**
     * The broker holds what it should, or the difference is being published.
     *
     * @param held what it holds, by topic
     * @param shown the mirror that was published, null if everything must be compared
     * @param later messages that follow one after the other
     * @param laterAt when the next of them is due
     * @param movedAt when Home Assistant knows that entities move to the other discovery format: until then nothing else
     *     is published
     * @param announceAt when to publish everything for a Home Assistant that just came up
     * @param announcedAt when that was done last
     * @param repairAt when to publish again what somebody else cleared or changed
     * @param audit whether it has shown all that it holds
     */
    record Up(
            PersistentMap<String, String> held,
            @Nullable Mirror shown,
            List<Message> later,
            @Nullable Duration laterAt,
            @Nullable Duration movedAt,
            @Nullable Duration announceAt,
            @Nullable Duration announcedAt,
            @Nullable Duration repairAt,
            Audit audit)
            implements BrokerState {

        static Up surveyed(PersistentMap<String, String> held, Audit audit) {
            return new Up(held, null, List.of(), null, null, null, null, null, audit);
        }

        Up holding(PersistentMap<String, String> newHeld, @Nullable Mirror newShown) {
            return new Up(newHeld, newShown, later, laterAt, movedAt, announceAt, announcedAt, repairAt, audit);
        }

        Up later(List<Message> messages, @Nullable Duration at) {
            Duration due = messages.isEmpty() ? null : at;
            return new Up(held, shown, List.copyOf(messages), due, movedAt, announceAt, announcedAt, repairAt, audit);
        }

        Up announcing(@Nullable Duration at, @Nullable Duration last) {
            return new Up(held, shown, later, laterAt, movedAt, at, last, repairAt, audit);
        }

        Up moved(@Nullable Duration at) {
            return new Up(held, shown, later, laterAt, at, announceAt, announcedAt, repairAt, audit);
        }

        /** Somebody else changed what the broker holds. */
        Up disturbed(PersistentMap<String, String> newHeld, Duration at) {
            Duration repair = repairAt == null ? at : repairAt;
            return new Up(newHeld, shown, later, laterAt, movedAt, announceAt, announcedAt, repair, audit);
        }

        /** Everything is compared with what it holds. */
        Up compared() {
            return new Up(held, null, later, laterAt, movedAt, announceAt, announcedAt, null, audit);
        }

        Up auditing(Audit now) {
            return new Up(held, shown, later, laterAt, movedAt, announceAt, announcedAt, repairAt, now);
        }
    }
}
