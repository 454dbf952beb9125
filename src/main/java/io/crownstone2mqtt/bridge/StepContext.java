package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Effect.Level;
import io.crownstone2mqtt.home.Crownstone;
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
import org.jspecify.annotations.Nullable;

/** One step under way: the state as it is being changed, and the effects so far. Lives no longer than the step. */
final class StepContext {
    final BridgeOptions options;
    final TopicScheme topics;
    final StepTime now;
    final BridgeState before;
    PersistentMap<AccountId, AccountState> accounts;
    FetchQueue fetches;
    KnownHome known;
    PersistentMap<SphereId, Boolean> online;
    Instant lastSync;
    MirrorSource.Monitor monitor;
    Commands commands;
    BrokerState broker;
    Timers timers;

    @Nullable
    Mirror mirror;

    boolean complete;
    final List<Effect> effects = new ArrayList<>();
    final List<CommandNews> commandNews = new ArrayList<>();

    StepContext(BridgeOptions options, TopicScheme topics, StepTime now, BridgeState state) {
        this.options = options;
        this.topics = topics;
        this.now = now;
        this.before = state;
        this.accounts = state.accounts();
        this.fetches = state.fetches();
        this.known = state.known();
        this.online = state.online();
        this.lastSync = state.lastSync();
        this.monitor = state.monitor();
        this.commands = state.commands();
        this.broker = state.broker();
        this.timers = state.timers();
        this.mirror = state.mirror();
        this.complete = state.complete();
    }

    BridgeState state() {
        return new BridgeState(
                accounts, fetches, known, online, lastSync, monitor, commands, broker, timers, mirror, complete);
    }

    /** What the cloud has reported. */
    Home home() {
        return known.reported();
    }

    /** What is shown: the effect of commands under way over what is reported. */
    @Nullable
    SwitchState shown(Crownstone crownstone) {
        PendingCommands pending = commands.pending().get(crownstone.id());
        return pending == null ? crownstone.state() : pending.over(crownstone.state());
    }

    AccountState account(AccountId id) {
        AccountState account = accounts.get(id);
        return account == null ? AccountState.NEW : account;
    }

    void put(AccountId id, AccountState account) {
        accounts = accounts.with(id, account);
    }

    /** The account through which a sphere is switched: the first that may. */
    Optional<AccountId> switchingAccount(SphereId sphere) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().maySwitch(sphere))
                .min(accountOrder())
                .map(Map.Entry::getKey);
    }

    /** The account through which a sphere is read: one whose requests work, if there is one. */
    Optional<AccountId> readingAccount(SphereId sphere) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().spheres().containsKey(sphere))
                .min(accountOrder())
                .map(Map.Entry::getKey);
    }

    private static Comparator<Map.Entry<AccountId, AccountState>> accountOrder() {
        return Comparator.comparing((Map.Entry<AccountId, AccountState> entry) ->
                        entry.getValue().requests().isTroubled())
                .thenComparingInt(entry -> entry.getKey().number());
    }

    /** To be fetched after that delay at the latest. */
    void want(AccountId account, FetchScope scope, Duration delay) {
        FetchQueue.Key key = new FetchQueue.Key(account, scope);
        fetches = fetches.wanted(key, now.in(delay));
        wakeFor(key);
    }

    /** To be fetched now, although it failed before: there is reason to hope. */
    void urge(FetchQueue.Key key) {
        fetches = fetches.urged(key, now.uptime());
        wakeFor(key);
    }

    /** Whoever has to look at that fetch again is woken then. */
    void wakeFor(FetchQueue.Key key) {
        fetches.dueAt(key).ifPresent(at -> wakeBy(at, new Wake.Fetch(key)));
    }

    /** The only way to wait: a step at that time, in which that one is woken. */
    void wakeBy(Duration deadline, Wake wake) {
        timers = timers.with(deadline, wake);
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
