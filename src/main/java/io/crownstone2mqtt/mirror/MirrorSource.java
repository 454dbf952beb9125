package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that the retained topics are rendered from.
 *
 * @param home as the cloud reported it
 * @param assumptions by Crownstone, what is assumed of it while commands are under way
 * @param online the spheres whose account is logged in and receives events
 */
public record MirrorSource(
        Home home,
        PersistentMap<CrownstoneId, ? extends Assumption> assumptions,
        PersistentMap<SphereId, Boolean> online,
        BridgeInfo info) {
    /** Nothing is assumed. */
    public MirrorSource(Home home, PersistentMap<SphereId, Boolean> online, BridgeInfo info) {
        this(home, PersistentMap.empty(), online, info);
    }

    /** What {@code bridge/info} tells, beside counts, and what else the bridge tells of itself. */
    public record BridgeInfo(Instant started, URI cloud, URI broker, Instant lastSync, Monitor monitor) {}

    /**
     * How the bridge does.
     *
     * @param problems that concern no account, in sentences for people
     * @param logLevel {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     */
    public record Monitor(List<AccountLink> accounts, List<String> problems, String logLevel) {
        public Monitor {
            accounts = List.copyOf(accounts);
            problems = List.copyOf(problems);
        }

        public Monitor with(List<AccountLink> links) {
            return new Monitor(links, problems, logLevel);
        }

        public Monitor withProblems(List<String> newProblems) {
            return new Monitor(accounts, newProblems, logLevel);
        }

        public Monitor withLogLevel(String level) {
            return new Monitor(accounts, problems, level);
        }

        /** Nothing is wrong with any of so many accounts. */
        public static Monitor well(int accounts, String logLevel) {
            return new Monitor(
                    IntStream.rangeClosed(1, accounts)
                            .mapToObj(number -> new AccountLink(number, true, true, null))
                            .toList(),
                    List.of(),
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

    /** A Crownstone as it is shown: with the effects of commands under way. */
    Crownstone shown(Crownstone crownstone) {
        Assumption assumption = assumptions.get(crownstone.id());
        if (assumption == null) {
            return crownstone;
        }
        SwitchState shown = assumption.over(crownstone.state());
        return shown == crownstone.state() ? crownstone : crownstone.withState(shown);
    }

    boolean isOnline(SphereId sphere) {
        return online.containsKey(sphere);
    }
}
