package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that the bridge knows.
 *
 * @param home as shown: commands' effects are assumed until the cloud tells
 * @param online spheres of which the cloud is heard
 * @param lastSync when the last whole picture came
 * @param monitor how it does, as the broker is told
 * @param mirror what the broker should hold, null before the first complete picture
 * @param wholePicture whether every account has delivered its picture: only then is anything an orphan
 */
public record BridgeState(
        PersistentMap<AccountId, CloudSide> accounts,
        Fetches fetches,
        Home home,
        PersistentMap<SphereId, Boolean> online,
        Instant lastSync,
        Snapshot.Monitor monitor,
        Commands commands,
        BrokerSide broker,
        @Nullable Mirror mirror,
        boolean wholePicture) {

    public static BridgeState initial(BridgeOptions options) {
        PersistentMap<AccountId, CloudSide> accounts = PersistentMap.empty();
        for (int number : IntStream.rangeClosed(1, options.accounts()).toArray()) {
            accounts = accounts.with(new AccountId(number), CloudSide.NEW);
        }
        return new BridgeState(
                accounts,
                Fetches.NONE,
                Home.EMPTY,
                PersistentMap.empty(),
                Instant.EPOCH,
                new Snapshot.Monitor(Health.links(accounts), options.logLevel().text()),
                Commands.NONE,
                BrokerSide.NEVER_UP,
                null,
                false);
    }

    public Health health() {
        return Health.of(this);
    }

    /** Whether nothing has happened to the connections since then; costs nothing. */
    public boolean connectedAs(BridgeState before) {
        return accounts == before.accounts
                && (broker == before.broker
                        || (!(broker instanceof BrokerSide.Down) && !(before.broker instanceof BrokerSide.Down)));
    }

    /** How many retained topics the broker is known to hold; 0 while that is not known. */
    public int retainedTopics() {
        return broker instanceof BrokerSide.Up up ? up.held().size() : 0;
    }

    /** What is announced: nothing before the first complete picture. */
    public Optional<Mirror> announced() {
        return Optional.ofNullable(mirror);
    }
}
