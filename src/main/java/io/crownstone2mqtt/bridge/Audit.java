package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.mirror.Manifest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the broker has shown all that it holds of ours. Brokers drop what is beyond a client's queue without a word, so
 * whatever may be missing is asked for again, group by group.
 */
sealed interface Audit {
    /** The smallest queue that brokers have by default: one that has shown fewer messages has dropped none. */
    int CROWD = 1_000;

    /**
     * To be done as soon as it is known what belongs to nothing.
     *
     * @param listed what the manifest on the broker names, and the broker did not show
     * @param certain nothing else of ours can be there
     */
    record Due(Set<String> listed, boolean certain) implements Audit {
        static Due of(Manifest manifest, Set<String> shown, boolean certain) {
            Set<String> unseen = new HashSet<>(manifest.topics());
            unseen.removeAll(shown);
            return new Due(unseen, manifest.complete() || certain);
        }
    }

    /**
     * Asking.
     *
     * @param listed what the manifest on the broker named, and the broker did not show at first
     * @param groups filters that are asked for at once; the first is being asked for
     * @param received how many messages have come for it
     * @param marked our own survey message came back
     * @param hidden so many came for one filter that some may have been dropped
     * @param until when the group is over
     */
    record Asking(
            Set<String> listed, List<List<String>> groups, int received, boolean marked, boolean hidden, Duration until)
            implements Audit {
        Asking receiving(Duration quietAt) {
            return new Asking(listed, groups, received + 1, marked, hidden, marked ? quietAt : until);
        }

        Asking marked(Duration quietAt) {
            return new Asking(listed, groups, received, true, hidden, quietAt);
        }

        boolean mayHide() {
            return hidden || !marked || received >= CROWD;
        }
    }

    record Complete() implements Audit {
        @Override
        public Set<String> listed() {
            return Set.of();
        }
    }

    Audit COMPLETE = new Complete();

    /** What may be on the broker without having been shown. */
    Set<String> listed();
}
