package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Commands.OpenBatch;
import io.crownstone2mqtt.bridge.Commands.SentBatch;
import io.crownstone2mqtt.bridge.Effect.Level;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One step under way: the state as it is being changed, and the effects so far. Lives no longer than the step. */
final class StepContext {
    final BridgeOptions options;
    final TopicScheme topics;
    final StepTime now;
    final BridgeState before;
    final FetchQueue fetches;
    PersistentMap<AccountId, AccountState> accounts;
    KnownHome known;
    KnownEnergy energy;
    PersistentMap<SphereId, Boolean> online;
    Instant lastSync;
    MirrorSource.Monitor monitor;
    PersistentMap<CrownstoneId, PendingCommands> pending;
    PersistentMap<SphereId, OpenBatch> openBatches;
    PersistentMap<Long, SentBatch> sentBatches;
    long nextBatch;
    BrokerState broker;
    Timers timers;

    @Nullable
    Mirror mirror;

    boolean complete;
    boolean rendersLater;
    final List<Effect> effects = new ArrayList<>();
    final List<CommandNews> commandNews = new ArrayList<>();

    StepContext(BridgeOptions options, TopicScheme topics, StepTime now, BridgeState state) {
        this.options = options;
        this.topics = topics;
        this.now = now;
        this.before = state;
        this.fetches = new FetchQueue(this, state.fetches());
        this.accounts = state.accounts();
        this.known = state.known();
        this.energy = state.energy();
        this.online = state.online();
        this.lastSync = state.lastSync();
        this.monitor = state.monitor();
        this.pending = state.commands().pending();
        this.openBatches = state.commands().open();
        this.sentBatches = state.commands().sent();
        this.nextBatch = state.commands().nextBatch();
        this.broker = state.broker();
        this.timers = state.timers();
        this.mirror = state.mirror();
        this.complete = state.complete();
    }

    BridgeState state() {
        Commands commands = new Commands(pending, openBatches, sentBatches, nextBatch);
        return new BridgeState(
                accounts,
                fetches.all(),
                known,
                energy,
                online,
                lastSync,
                monitor,
                commands,
                broker,
                timers,
                mirror,
                complete);
    }

    /** What the cloud has reported. */
    Home home() {
        return known.reported();
    }

    /** What is shown: the effect of commands under way over what is reported. */
    @Nullable
    SwitchState shown(Crownstone crownstone) {
        PendingCommands commands = pending.get(crownstone.id());
        return commands == null ? crownstone.state() : commands.over(crownstone.state());
    }

    Optional<PendingCommands> pending(CrownstoneId id) {
        return Optional.ofNullable(pending.get(id));
    }

    void put(CrownstoneId id, PendingCommands commands) {
        pending = pending.with(id, commands);
    }

    void replace(Command command, Command after) {
        CrownstoneId id = command.crownstone();
        pending(id).ifPresent(commands -> put(id, commands.replace(command, after)));
    }

    AccountState account(AccountId id) {
        AccountState account = accounts.get(id);
        return account == null ? AccountState.NEW : account;
    }

    void put(AccountId id, AccountState account) {
        accounts = accounts.with(id, account);
    }

    /** The account through which a sphere is switched: of those that may the first whose requests work, else the first. */
    Optional<AccountId> switchingAccount(SphereId sphere) {
        return firstAccount(account -> account.maySwitch(sphere));
    }

    /** The account through which a sphere is read: one whose requests work, if there is one. */
    Optional<AccountId> readingAccount(SphereId sphere) {
        return firstAccount(account -> account.spheres().containsKey(sphere));
    }

    private Optional<AccountId> firstAccount(Predicate<AccountState> which) {
        return accounts.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .min(Comparator.comparing((Map.Entry<AccountId, AccountState> entry) ->
                                entry.getValue().requests().isTroubled())
                        .thenComparingInt(entry -> entry.getKey().number()))
                .map(Map.Entry::getKey);
    }

    /** The only way to wait: a step at that time, in which that one is woken. */
    void wakeBy(Duration deadline, Wake wake) {
        timers = timers.with(deadline, wake);
    }

    /** Requests leave before what they are assumed to do is rendered: that is done in a step at that time at the latest. */
    void renderLater(Duration at) {
        rendersLater = true;
        wakeBy(at, new Wake.ForBroker());
    }

    void run(Effect effect) {
        effects.add(effect);
    }

    void publish(Message message) {
        effects.add(new Effect.Publish(message));
    }

    /** What must not get lost while the broker is away: it is published when it is back. */
    void publishWhenConnected(Message message) {
        if (broker instanceof BrokerState.Down down) {
            broker = down.keeping(message);
        } else {
            publish(message);
        }
    }

    void debug(String line) {
        effects.add(new Effect.Say(Level.DEBUG, line));
    }

    void info(String line) {
        effects.add(new Effect.Say(Level.INFO, line));
    }

    void warn(String line) {
        effects.add(new Effect.Say(Level.WARN, line));
    }
}
