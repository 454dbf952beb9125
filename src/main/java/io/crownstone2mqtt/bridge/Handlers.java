package io.crownstone2mqtt.bridge;

/** Who handles what, in one step. */
final class Handlers {
    final CommandHandler commands;
    final AccountHandler accounts;
    final BrokerHandler broker;
    private final EventHandler events;
    private final SnapshotHandler snapshots;
    final EnergyHandler energy;

    Handlers(StepContext context) {
        Results results = new Results(context);
        ReportHandler reports = new ReportHandler(context, results);
        commands = new CommandHandler(context, results, reports);
        events = new EventHandler(context, reports);
        energy = new EnergyHandler(context);
        snapshots = new SnapshotHandler(context, commands, reports, energy);
        accounts = new AccountHandler(context, snapshots, reports, energy);
        broker = new BrokerHandler(context, new SetHandler(context, results, commands), accounts);
    }

    void handle(Input input) {
        switch (input) {
            case Input.Tick _ -> {}
            case Input.BrokerUp _ -> broker.up();
            case Input.BrokerDown down -> broker.down(down);
            case Input.BrokerMessage message -> broker.received(message);
            case Input.MessagesDropped(long count) -> broker.messagesDropped(count);
            case Input.MessageRefused(String topic, String reason) -> broker.refused(topic, reason);
            case Input.StreamStarted(AccountId account) -> accounts.streamStarted(account);
            case Input.StreamLost lost -> accounts.streamLost(lost.account(), lost.problem());
            case Input.EventReceived received -> events.received(received.account(), received.event());
            case Input.EventsDropped _ -> accounts.eventsDropped();
            case Input.Answer answer -> accounts.answered(answer);
            case Input.SwitchAnswered answered -> commands.answered(answered.batch(), answered.problem());
            case Input.EffectFailed failed -> failed(failed.effect(), failed.reason());
        }
    }

    void wake(Wake wake) {
        switch (wake) {
            case Wake.ForAccount(AccountId account) -> accounts.wake(account);
            case Wake.ForFetch(FetchQueue.FetchKey key) -> accounts.fetchIfDue(key);
            case Wake.ForPresence(var sphere) -> accounts.readPresenceIfOld(sphere);
            case Wake.ForEnergy(var sphere) -> energy.readIfDue(sphere);
            case Wake.ForHubs(var sphere) -> snapshots.hubsMayBeSilent(sphere);
            case Wake.ForCommand(var crownstone) -> commands.wake(crownstone);
            case Wake.ForOpenBatch(var sphere) -> commands.wakeBatch(sphere);
            case Wake.ForSentBatch(long number) -> commands.unanswered(number);
            case Wake.ForBroker _ -> broker.wake(); // it looks at the end of every step, too
        }
    }

    private void failed(Effect effect, String reason) {
        switch (effect) {
            case Effect.Fetch fetch -> accounts.unanswered(fetch, reason);
            case Effect.Switch order -> commands.unanswered(order.batch());
            case Effect.Publish(var message) -> broker.notPublished(message);
            case Effect.Subscribe _,
                    Effect.Unsubscribe _,
                    Effect.ReconnectStream _,
                    Effect.GiveUp _,
                    Effect.SetLogLevel _,
                    Effect.Restart _,
                    Effect.Say _ -> {}
        }
    }
}
