package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that the retained topics are rendered from.
 *
 * @param online the spheres whose account is logged in and hears events
 */
public record Snapshot(Home home, PersistentMap<SphereId, Boolean> online, BridgeInfo info) {
    /** What {@code bridge/info} tells, beside counts, and what else the bridge tells of itself. */
    public record BridgeInfo(Instant started, URI cloud, URI broker, Instant lastSync, Monitor monitor) {}

    /**
     * How the bridge does.
     *
     * @param logLevel {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     */
    public record Monitor(List<AccountLink> accounts, String logLevel) {
        public Monitor {
            accounts = List.copyOf(accounts);
        }

        /** Nothing is wrong with any of so many accounts. */
        public static Monitor well(int accounts, String logLevel) {
            return new Monitor(
                    IntStream.rangeClosed(1, accounts)
                            .mapToObj(number -> new AccountLink(number, true, true, null))
                            .toList(),
                    logLevel);
        }
    }

    /**
     * How it stands with one account.
     *
     * @param number from 1, in the order of the configuration
     * @param cloud its spheres were fetched, and still can be
     * @param events its event stream is up
     * @param problem what is wrong, in a sentence for people; null if nothing is
     */
    public record AccountLink(
            int number,
            boolean cloud,
            boolean events,
            @Nullable String problem) {}

    boolean isOnline(SphereId sphere) {
        return online.containsKey(sphere);
    }
}
