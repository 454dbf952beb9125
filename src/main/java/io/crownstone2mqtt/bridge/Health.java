package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.MirrorSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the bridge does, for those who watch over it.
 *
 * @param accounts in the order of the configuration
 * @param announced the first complete snapshot was handed to the broker, and whatever changed since then
 * @param refused what the broker does not take, in sentences for people
 */
public record Health(
        Connection broker,
        List<AccountHealth> accounts,
        boolean announced,
        int spheres,
        int crownstones,
        List<String> refused) {
    public Health {
        accounts = List.copyOf(accounts);
        refused = List.copyOf(refused);
    }

    /**
     * One account.
     *
     * @param requests whether its spheres were fetched, and still can be
     * @param events whether its events are received
     */
    public record AccountHealth(AccountId id, Connection requests, Connection events) {
        private @Nullable String problem() {
            return Stream.of(requests, events)
                    .filter(Connection.Troubled.class::isInstance)
                    .map(connection -> ((Connection.Troubled) connection).problem())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Whether the spheres can be fetched; of several accounts that of the first with trouble. */
    public Connection cloud() {
        return firstTrouble(AccountHealth::requests);
    }

    /** Whether the events are received; of several accounts that of the first with trouble. */
    public Connection events() {
        return firstTrouble(AccountHealth::events);
    }

    private Connection firstTrouble(Function<AccountHealth, Connection> part) {
        List<Connection> all = accounts.stream().map(part).toList();
        return all.stream()
                .filter(Connection::isTroubled)
                .findFirst()
                .orElse(all.stream().allMatch(Connection::isWorking) ? Connection.WORKING : Connection.AWAITED);
    }

    /** The broker is connected, and every account's spheres were fetched and its events are received. */
    public boolean well() {
        return broker.isWorking() && cloud().isWorking() && events().isWorking();
    }

    static Health of(BridgeState state) {
        return new Health(
                state.broker() instanceof BrokerState.Down down ? down.connection() : Connection.WORKING,
                accounts(state.accounts()),
                state.mirror() != null && state.broker() instanceof BrokerState.Up up && up.shown() == state.mirror(),
                state.known().reported().spheres().size(),
                state.known().reported().spheres().values().stream()
                        .mapToInt(sphere -> sphere.crownstones().size())
                        .sum(),
                state.monitor().refused());
    }

    private static List<AccountHealth> accounts(PersistentMap<AccountId, AccountState> accounts) {
        return accounts.entrySet().stream()
                .map(entry -> new AccountHealth(
                        entry.getKey(),
                        entry.getValue().requests(),
                        entry.getValue().events()))
                .sorted(Comparator.comparingInt(account -> account.id().number()))
                .toList();
    }

    /** How it stands with the accounts, as it is published. */
    static List<MirrorSource.AccountLink> links(PersistentMap<AccountId, AccountState> accounts) {
        return accounts(accounts).stream()
                .map(account -> new MirrorSource.AccountLink(
                        account.id().number(),
                        account.requests().isWorking(),
                        account.events().isWorking(),
                        account.problem()))
                .toList();
    }
}
