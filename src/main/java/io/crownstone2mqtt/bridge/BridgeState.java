package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that the bridge knows.
 *
 * @param known what the cloud has reported, and nothing else
 * @param energy what is known of energy meters
 * @param online spheres that count as online
 * @param lastSync when the last snapshot came
 * @param monitor how the bridge does, as it is published
 * @param mirror what the broker should hold, null before the first complete snapshot
 * @param complete whether every account has delivered all that it sees: only then is anything an orphan
 */
public record BridgeState(
        PersistentMap<AccountId, AccountState> accounts,
        PersistentMap<FetchQueue.FetchKey, FetchQueue.FetchProgress> fetches,
        KnownHome known,
        KnownEnergy energy,
        PersistentMap<SphereId, Boolean> online,
        Instant lastSync,
        MirrorSource.Monitor monitor,
        Commands commands,
        BrokerState broker,
        Timers timers,
        @Nullable Mirror mirror,
        boolean complete) {

    public static BridgeState initial(BridgeOptions options) {
        PersistentMap<AccountId, AccountState> accounts = PersistentMap.empty();
        for (int number : IntStream.rangeClosed(1, options.accounts()).toArray()) {
            accounts = accounts.with(new AccountId(number), AccountState.NEW);
        }
        return new BridgeState(
                accounts,
                PersistentMap.empty(),
                KnownHome.NOTHING,
                KnownEnergy.NOTHING,
                PersistentMap.empty(),
                Instant.EPOCH,
                new MirrorSource.Monitor(
                        Health.links(accounts), List.of(), options.logLevel().text()),
                Commands.NONE,
                BrokerState.NEVER_UP,
                Timers.NONE,
                null,
                false);
    }

    public Health health() {
        return Health.of(this);
    }

    /** The home as it is shown: the effects of commands under way over what is reported. */
    public Home home() {
        Home shown = known.reported();
        for (Map.Entry<CrownstoneId, PendingCommands> entry : commands.pending().entrySet()) {
            PendingCommands pending = entry.getValue();
            shown = shown.change(pending.sphere(), entry.getKey(), each -> each.withState(pending.over(each.state())));
        }
        return shown;
    }

    /** What that Crownstone has consumed today, in kWh; null where that is not known. */
    public @Nullable Double kilowattHoursToday(CrownstoneId id) {
        return energy.kilowattHoursToday(id);
    }

    /** Whether nothing has happened to the connections since then; costs nothing. */
    public boolean connectedAs(BridgeState before) {
        return accounts == before.accounts
                && (broker == before.broker
                        || (!(broker instanceof BrokerState.Down) && !(before.broker instanceof BrokerState.Down)));
    }

    /** How many retained topics the broker is known to hold; 0 while that is not known. */
    public int retainedTopics() {
        return broker instanceof BrokerState.Up up ? up.held().size() : 0;
    }

    /** What is announced: nothing before the first complete snapshot. */
    public Optional<Mirror> announced() {
        return Optional.ofNullable(mirror);
    }
}
