package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.MirrorSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the bridge does, for those who watch over it.
 *
 * @param accounts in the order of the configuration
 * @param announced the first complete picture was handed to the broker, and whatever changed since then
 */
public record Health(Link broker, List<Account> accounts, boolean announced, int spheres, int crownstones) {
    public Health {
        accounts = List.copyOf(accounts);
    }

    /** How it stands with one of the two sides. */
    public sealed interface Link {
        /** Nothing has been heard of it yet. */
        record Awaited() implements Link {}

        /** It works. */
        record Working() implements Link {}

        /** It does not work, as {@code why} says in a sentence for people. */
        record Troubled(Instant since, String why) implements Link {}
    }

    /**
     * One account.
     *
     * @param picture whether its spheres were fetched, and still can be
     * @param stream whether its events are heard
     */
    public record Account(AccountId id, Link picture, Link stream) {}

    /** Whether the spheres can be fetched; of several accounts that of the first with trouble. */
    public Link cloud() {
        return firstTrouble(Account::picture);
    }

    /** Whether the events are heard; of several accounts that of the first with trouble. */
    public Link events() {
        return firstTrouble(Account::stream);
    }

    private Link firstTrouble(Function<Account, Link> part) {
        List<Link> links = accounts.stream().map(part).toList();
        return links.stream()
                .filter(Link.Troubled.class::isInstance)
                .findFirst()
                .orElseGet(() -> links.stream().allMatch(Link.Working.class::isInstance)
                        ? new Link.Working()
                        : new Link.Awaited());
    }

    /** The broker is connected, and of every account the picture was taken and the events are heard. */
    public boolean well() {
        return broker instanceof Link.Working && cloud() instanceof Link.Working && events() instanceof Link.Working;
    }

    static Health of(BridgeState state) {
        return new Health(
                broker(state.broker()),
                accounts(state.accounts()),
                state.mirror() != null && state.broker() instanceof BrokerState.Up up && up.shown() == state.mirror(),
                state.known().reported().spheres().size(),
                state.known().reported().spheres().values().stream()
                        .map(Sphere::crownstones)
                        .mapToInt(crownstones -> crownstones.size())
                        .sum());
    }

    private static List<Account> accounts(PersistentMap<AccountId, AccountState> accounts) {
        return accounts.entrySet().stream()
                .map(Health::account)
                .sorted(Comparator.comparingInt(account -> account.id().number()))
                .toList();
    }

    /** How it stands with the accounts, as the broker is told. */
    static List<MirrorSource.AccountLink> links(PersistentMap<AccountId, AccountState> accounts) {
        return accounts(accounts).stream()
                .map(account -> new MirrorSource.AccountLink(
                        account.id().number(),
                        account.picture() instanceof Link.Working,
                        account.stream() instanceof Link.Working,
                        problem(account)))
                .toList();
    }

    private static @Nullable String problem(Account account) {
        return account.picture() instanceof Link.Troubled(Instant _, String why)
                ? why
                : account.stream() instanceof Link.Troubled(Instant _, String silence) ? silence : null;
    }

    private static Link broker(BrokerState broker) {
        return switch (broker) {
            case BrokerState.Down down -> link(down.connection());
            case BrokerState.Surveying _, BrokerState.Up _ -> new Link.Working();
        };
    }

    private static Account account(Map.Entry<AccountId, AccountState> entry) {
        AccountState account = entry.getValue();
        return new Account(entry.getKey(), link(account.requests()), link(account.events()));
    }

    private static Link link(Connection connection) {
        return switch (connection) {
            case Connection.Awaited _ -> new Link.Awaited();
            case Connection.Working _ -> new Link.Working();
            case Connection.Troubled troubled -> new Link.Troubled(troubled.at(), troubled.problem());
        };
    }
}
