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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the retained topics are rendered from.
 *
 * @param home as the cloud reported it
 * @param assumptions by Crownstone, what is assumed of it while commands are under way
 * @param meters by Crownstone, of those whose energy is collected
 * @param online the spheres whose account is logged in and receives events
 */
public record MirrorSource(
        Home home,
        PersistentMap<CrownstoneId, ? extends Assumption> assumptions,
        PersistentMap<CrownstoneId, ? extends MeterValues> meters,
        PersistentMap<SphereId, Boolean> online,
        BridgeInfo info) {
    /** Nothing is assumed, and no energy is collected. */
    public MirrorSource(Home home, PersistentMap<SphereId, Boolean> online, BridgeInfo info) {
        this(home, PersistentMap.empty(), PersistentMap.empty(), online, info);
    }

    /** What {@code bridge/info} says besides counts, and what else the bridge says about itself. */
    public record BridgeInfo(Instant started, URI cloud, URI broker, Instant lastSync, Monitor monitor) {}

    /**
     * The state of the bridge.
     *
     * @param problems that concern no account, in sentences for people
     * @param logLevel {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
     * @param surveyed whether it is known what the broker holds of ours
     * @param refused what the broker does not take, in sentences for people
     */
    public record Monitor(
            List<AccountLink> accounts,
            List<String> problems,
            String logLevel,
            boolean surveyed,
            List<String> refused) {
        /** For {@code bridge/problems} and the log. */
        public static final String UNSURVEYED =
                "the broker may hold topics of things that are gone, and does not show them: it holds so much that its"
                        + " queue may have dropped some (stop the bridge, run crownstone2mqtt purge once, and start it"
                        + " again), or it does not let the bridge read its own message on bridge/survey (allow that)";

        public Monitor {
            accounts = List.copyOf(accounts);
            problems = List.copyOf(problems);
            refused = List.copyOf(refused);
        }

        public Monitor(List<AccountLink> accounts, List<String> problems, String logLevel) {
            this(accounts, problems, logLevel, true, List.of());
        }

        public Monitor with(List<AccountLink> links) {
            return new Monitor(links, problems, logLevel, surveyed, refused);
        }

        public Monitor withProblems(List<String> newProblems) {
            return new Monitor(accounts, newProblems, logLevel, surveyed, refused);
        }

        public Monitor withLogLevel(String level) {
            return new Monitor(accounts, problems, level, surveyed, refused);
        }

        public Monitor withSurveyed(boolean known) {
            return new Monitor(accounts, problems, logLevel, known, refused);
        }

        public Monitor withRefused(List<String> nowRefused) {
            return new Monitor(accounts, problems, logLevel, surveyed, nowRefused);
        }

        /** All that concerns no account. */
        List<String> others() {
            return Stream.of(problems, surveyed ? List.<String>of() : List.of(UNSURVEYED), refused)
                    .flatMap(List::stream)
                    .toList();
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
     * The state of one account.
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
