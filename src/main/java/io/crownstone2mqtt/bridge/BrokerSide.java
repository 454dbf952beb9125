package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it stands with the broker. */
sealed interface BrokerSide {
    BrokerSide NEVER_UP = new Down(false, null);

    /**
     * Not connected.
     *
     * @param wasUp whether it ever was
     */
    record Down(boolean wasUp, @Nullable Trouble trouble) implements BrokerSide {}

    /**
     * Just connected: the broker tells what it holds of ours, so that only what differs is published, and what nobody has
     * any more is cleared.
     *
     * @param marked our own mark came back: all that was retained when we came has been told, or nearly
     * @param doneAt when it has been quiet for long enough
     * @param giveUpAt when to go on without the mark
     */
    record Surveying(PersistentMap<String, String> found, boolean marked, Duration doneAt, Duration giveUpAt)
            implements BrokerSide {}

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
     */
    record Up(
            PersistentMap<String, String> held,
            @Nullable Mirror shown,
            List<Message> later,
            @Nullable Duration laterAt,
            @Nullable Duration movedAt,
            @Nullable Duration announceAt,
            @Nullable Duration announcedAt)
            implements BrokerSide {

        static Up surveyed(PersistentMap<String, String> held) {
            return new Up(held, null, List.of(), null, null, null, null);
        }

        Up holding(PersistentMap<String, String> newHeld, @Nullable Mirror newShown) {
            return new Up(newHeld, newShown, later, laterAt, movedAt, announceAt, announcedAt);
        }

        Up later(List<Message> messages, @Nullable Duration at) {
            Duration due = messages.isEmpty() ? null : at;
            return new Up(held, shown, List.copyOf(messages), due, movedAt, announceAt, announcedAt);
        }

        Up announcing(@Nullable Duration at, @Nullable Duration last) {
            return new Up(held, shown, later, laterAt, movedAt, at, last);
        }

        Up moved(@Nullable Duration at) {
            return new Up(held, shown, later, laterAt, at, announceAt, announcedAt);
        }
    }
}
