package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.Effect.Level;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.Snapshot;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step under way: the state as it is being changed, and the effects so far. Lives no longer than the step. */
final class Turn {
    final BridgeOptions options;
    final TopicScheme topics;
    final Moment now;
    final PersistentMap<AccountId, CloudSide> accountsBefore;
    PersistentMap<AccountId, CloudSide> accounts;
    Fetches fetches;
    Home home;
    PersistentMap<SphereId, Boolean> online;
    Instant lastSync;
    Snapshot.Monitor monitor;
    Commands commands;
    BrokerSide broker;

    @Nullable
    Mirror mirror;

    boolean wholePicture;
    final List<Effect> effects = new ArrayList<>();
    final List<CommandNews> commandNews = new ArrayList<>();

    Turn(BridgeOptions options, TopicScheme topics, Moment now, BridgeState state) {
        this.options = options;
        this.topics = topics;
        this.now = now;
        this.accountsBefore = state.accounts();
        this.accounts = state.accounts();
        this.fetches = state.fetches();
        this.home = state.home();
        this.online = state.online();
        this.lastSync = state.lastSync();
        this.monitor = state.monitor();
        this.commands = state.commands();
        this.broker = state.broker();
        this.mirror = state.mirror();
        this.wholePicture = state.wholePicture();
    }

    BridgeState state() {
        return new BridgeState(
                accounts, fetches, home, online, lastSync, monitor, commands, broker, mirror, wholePicture);
    }

    CloudSide account(AccountId id) {
        CloudSide side = accounts.get(id);
        return side == null ? CloudSide.NEW : side;
    }

    void put(AccountId id, CloudSide side) {
        accounts = accounts.with(id, side);
    }

    void does(Effect effect) {
        effects.add(effect);
    }

    void publish(Message message) {
        effects.add(new Effect.Publish(message));
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
