package io.crownstone2mqtt.home;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hub of a sphere: it carries out the cloud's switch commands, day and night. Its addresses are private and not known here.
 *
 * @param location the room in which it is, if it is in one
 * @param lastSeen when the cloud was last in contact with it, by the cloud's clock
 * @param silence how long before the answer that was, by the cloud's clock; null where the cloud does not say
 */
public record Hub(
        HubId id,
        @Nullable String name,
        @Nullable LocationId location,
        @Nullable Instant lastSeen,
        @Nullable Duration silence) {
    /** A hub reports every 15 minutes: two reports may be late. */
    public static final Duration LONGEST_SILENCE = Duration.ofMinutes(35);

    /** Its name, or what to call one without: {@code Hub 1182cf}. */
    public String label() {
        return name != null && !name.isBlank() ? name : "Hub " + id.tail();
    }

    /** Whether it was in contact with the cloud lately. */
    public boolean isConnected() {
        return silence != null && silence.abs().compareTo(LONGEST_SILENCE) < 0;
    }

    /** Whether nothing differs but how long ago the answers were. */
    public boolean isShownLike(Hub other) {
        return isConnected() == other.isConnected()
                && equals(new Hub(other.id, other.name, other.location, other.lastSeen, silence));
    }

    /** It was silent for too long to count as connected. */
    public Hub silent() {
        return new Hub(id, name, location, lastSeen, LONGEST_SILENCE);
    }
}
